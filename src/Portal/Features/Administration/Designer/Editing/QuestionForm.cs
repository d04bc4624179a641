using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>A question as it is typed; boxes that its kind has not are left alone.</summary>
public sealed class QuestionForm
{
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    public string? Intitule { get; set; }

    public string? Aide { get; set; }

    public bool Facultatif { get; set; }

    public string? Manque { get; set; }

    /// <summary>The answers offered, one a line.</summary>
    public string? Reponses { get; set; }

    public string? Longueur { get; set; }

    public string? Minimum { get; set; }

    public string? Maximum { get; set; }

    public string? Unite { get; set; }

    public string? Depuis { get; set; }

    public string? Jusqua { get; set; }

    public List<string> Formats { get; set; } = [];

    public string? Fichiers { get; set; }

    public string? Piece { get; set; }

    public string? Element { get; set; }

    public string? ElementsMin { get; set; }

    public string? ElementsMax { get; set; }

    public string? Personne { get; set; }

    /// <summary>somme, produit, difference, somme-bloc, jours, age.</summary>
    public string? Calcul { get; set; }

    /// <summary>The questions that a calculation reads, and at most one number.</summary>
    public List<string> Termes { get; set; } = [];

    public string? Constante { get; set; }

    /// <summary>The question as it stands.</summary>
    public static QuestionForm From(FieldDefinition field) => new()
    {
        Intitule = field.Label,
        Aide = field.Hint,
        Facultatif = field.Optional,
        Manque = field.Missing,
        Reponses = string.Join('\n', field.Options.Select(option => option.Label)),
        Longueur = Say(field.MaxLength),
        Minimum = Say(field.Min),
        Maximum = Say(field.Max),
        Unite = field.Unit,
        Depuis = DayWords.Say(field.Earliest),
        Jusqua = DayWords.Say(field.Latest),
        Formats = [.. field.Accept],
        Fichiers = Say(field.MaxFiles),
        Piece = field.Piece,
        Element = field.ItemLabel,
        ElementsMin = Say(field.MinItems),
        ElementsMax = Say(field.MaxItems),
        Personne = field.As.ToString(),
        Calcul = CalculationForm.KindOf(field.Compute),
        Termes = [.. CalculationForm.TermsOf(field.Compute)],
        Constante = Say(CalculationForm.ConstantOf(field.Compute)),
    };

    /// <summary>The question as it becomes; what is to be mended goes to <paramref name="errors"/>.</summary>
    public FieldDefinition Read(DemarcheDefinition demarche, FieldDefinition field, List<(string Field, string Message)> errors)
    {
        var kind = field.Kind;
        bool Is(params FieldKind[] kinds) => kinds.Contains(kind);
        string? Text(string? typed, string name, int most)
        {
            var clean = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
            if (clean?.Length > most)
            {
                errors.Add(("Question." + name, $"Écrivez {most} caractères au plus."));
            }

            return clean;
        }

        decimal? Number(string? typed, string name, decimal least, decimal most)
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                return null;
            }

            if (decimal.TryParse(typed.Replace('.', ','), NumberStyles.Number, s_french, out var number) && number >= least && number <= most)
            {
                return number;
            }

            errors.Add(("Question." + name, $"Écrivez un nombre de {Say(least)} à {Say(most)}."));
            return null;
        }

        string? Day(string? typed, string name)
        {
            var day = string.IsNullOrWhiteSpace(typed) ? null : DayWords.Read(typed);
            if (day is null && !string.IsNullOrWhiteSpace(typed))
            {
                errors.Add(("Question." + name, "Écrivez un jour. " + DayWords.Hint));
            }

            return day;
        }

        var read = field with
        {
            Label = Text(Intitule, nameof(Intitule), 500) ?? "",
            Hint = Text(Aide, nameof(Aide), 500),
            Optional = field.IsAsked && Facultatif,
            Missing = field.IsAsked ? Text(Manque, nameof(Manque), 200) : null,
            Options = Is(FieldKind.Choice, FieldKind.Choices) ? OptionsOf(field.Options, Reponses ?? "") : field.Options,
            MaxLength = Is(FieldKind.Text, FieldKind.Longtext) ? (int?)Number(Longueur, nameof(Longueur), 1, 10_000) : field.MaxLength,
            Min = Is(FieldKind.Number, FieldKind.Amount) ? Number(Minimum, nameof(Minimum), -1_000_000_000, 1_000_000_000) : field.Min,
            Max = Is(FieldKind.Number, FieldKind.Amount) ? Number(Maximum, nameof(Maximum), -1_000_000_000, 1_000_000_000) : field.Max,
            Unit = Is(FieldKind.Number, FieldKind.Computed) ? Text(Unite, nameof(Unite), 20) : field.Unit,
            Earliest = Is(FieldKind.Date, FieldKind.PartialDate) ? Day(Depuis, nameof(Depuis)) : field.Earliest,
            Latest = Is(FieldKind.Date, FieldKind.PartialDate) ? Day(Jusqua, nameof(Jusqua)) : field.Latest,
            Accept = Is(FieldKind.Attachment) ? [.. FileKinds.Where(Formats.Contains)] : field.Accept,
            MaxFiles = Is(FieldKind.Attachment) ? (int?)Number(Fichiers, nameof(Fichiers), 1, 20) : field.MaxFiles,
            Piece = Is(FieldKind.Attachment) ? demarche.Pieces.FirstOrDefault(piece => piece.Id == Piece)?.Id : field.Piece,
            ItemLabel = Is(FieldKind.Block) ? Text(Element, nameof(Element), 60) : field.ItemLabel,
            MinItems = Is(FieldKind.Block) ? (int?)Number(ElementsMin, nameof(ElementsMin), 0, 30) : field.MinItems,
            MaxItems = Is(FieldKind.Block) ? (int?)Number(ElementsMax, nameof(ElementsMax), 1, 30) : field.MaxItems,
            As = Is(FieldKind.Person) && Enum.TryParse<PersonRole>(Personne, out var role) && Enum.IsDefined(role) ? role : field.As,
        };
        if (read.Label.Length == 0)
        {
            errors.Add(("Question.Intitule", "Écrivez la question."));
        }

        if (Is(FieldKind.Choice, FieldKind.Choices) && read.Options.Count == 0)
        {
            errors.Add(("Question.Reponses", "Écrivez au moins une réponse, une par ligne."));
        }

        if (kind is FieldKind.Computed && CalculationForm.Read(demarche, field.Id, Calcul, Termes, Number(Constante, nameof(Constante), -1_000_000_000, 1_000_000_000), field.Compute, errors) is { } calculation)
        {
            read = read with { Compute = calculation };
        }

        return read;
    }

    /// <summary>The file kinds that can be accepted.</summary>
    public static IReadOnlyList<string> FileKinds { get; } = ["pdf", "jpeg", "png", "heic"];

    /// <summary>The answers typed, one a line: one whose words did not change keeps its value, and so does one reworded in its place.</summary>
    internal static IReadOnlyList<ChoiceOption> OptionsOf(IReadOnlyList<ChoiceOption> former, string typed)
    {
        var lines = typed.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        var taken = former.Select(option => option.Value).ToHashSet(StringComparer.Ordinal);
        var options = new List<ChoiceOption>();
        for (var i = 0; i < lines.Count; i++)
        {
            var same = former.FirstOrDefault(option => option.Label == lines[i]);
            var reworded = lines.Count == former.Count && !lines.Contains(former[i].Label) ? former[i] with { Label = lines[i] } : null;
            if ((same ?? reworded) is { } known)
            {
                options.Add(known);
                continue;
            }

            var (slug, number) = (DefinitionEditor.Slug(lines[i], 60) is { Length: > 0 } plain ? plain : "reponse", 2);
            var value = slug;
            for (; !taken.Add(value); number++)
            {
                value = $"{slug}-{number}";
            }

            options.Add(new ChoiceOption { Value = value, Label = lines[i] });
        }

        return options;
    }

    private static string? Say(decimal? number) => number?.ToString("0.##", s_french);
}
