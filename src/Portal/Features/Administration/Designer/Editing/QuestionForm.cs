using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>The help under one answer as it is typed.</summary>
public sealed class AnswerLine
{
    /// <summary>The answer's value in the definition, which its words do not change.</summary>
    public string? Valeur { get; set; }

    public string? Aide { get; set; }
}

/// <summary>A question as it is typed; boxes that its kind has not are left alone.</summary>
public sealed class QuestionForm
{
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    public string? Intitule { get; set; }

    public string? Aide { get; set; }

    public bool Facultatif { get; set; }

    public string? Manque { get; set; }

    /// <summary>What stands for the question on the check page, when it would read badly there.</summary>
    public string? Resume { get; set; }

    /// <summary>The answers offered, one a line.</summary>
    public string? Reponses { get; set; }

    /// <summary>The help under each answer that stands already.</summary>
    public List<AnswerLine> Aides { get; set; } = [];

    /// <summary>What browsers and the account may fill in.</summary>
    public string? Navigateur { get; set; }

    public string? Compte { get; set; }

    public string? LongueurMin { get; set; }

    public string? Longueur { get; set; }

    public string? Minimum { get; set; }

    public string? Maximum { get; set; }

    public string? Unite { get; set; }

    public string? Depuis { get; set; }

    public string? Jusqua { get; set; }

    public List<string> Formats { get; set; } = [];

    public string? Fichiers { get; set; }

    public string? Megaoctets { get; set; }

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

    /// <summary>What browsers can fill in for the person (WCAG 1.3.5), in words.</summary>
    public static IReadOnlyList<Choice> AutocompleteTokens { get; } =
    [
        new("family-name", "Son nom"), new("given-name", "Son prénom"), new("name", "Son nom et son prénom"), new("email", "Son adresse électronique"), new("tel", "Son téléphone"),
        new("organization", "Le nom de son organisme"), new("organization-title", "Son rôle dans l’organisme"), new("street-address", "Son adresse postale"), new("postal-code", "Son code postal"), new("bday", "Sa date de naissance"),
    ];

    /// <summary>What the account or the person's last requests can give, in words.</summary>
    public static IReadOnlyList<Choice> PrefillKeys { get; } =
    [
        new("compte.nom", "Le nom de son compte"), new("compte.prenom", "Le prénom de son compte"), new("compte.courriel", "L’adresse électronique de son compte"),
        new("compte.telephone", "Le téléphone de ses dernières demandes"), new("compte.adresse", "L’adresse postale de ses dernières demandes"), new("compte.naissance", "La date de naissance de ses dernières demandes"),
    ];

    /// <summary>The keys that a kind of question can take.</summary>
    public static IEnumerable<Choice> PrefillsOf(FieldKind kind) => PrefillKeys.Where(key => kind switch
    {
        FieldKind.Text => key.Value is "compte.nom" or "compte.prenom",
        FieldKind.Email => key.Value is "compte.courriel",
        FieldKind.Phone => key.Value is "compte.telephone",
        FieldKind.Address => key.Value is "compte.adresse",
        FieldKind.Date => key.Value is "compte.naissance",
        _ => false,
    });

    /// <summary>Whether browsers can fill a kind of question in.</summary>
    public static bool MayAutocomplete(FieldKind kind) => kind is FieldKind.Text or FieldKind.Email or FieldKind.Phone;

    /// <summary>The question as it stands.</summary>
    public static QuestionForm From(FieldDefinition field) => new()
    {
        Intitule = field.Label,
        Aide = field.Hint,
        Facultatif = field.Optional,
        Manque = field.Missing,
        Resume = field.Summary,
        Reponses = string.Join('\n', field.Options.Select(option => option.Label)),
        Aides = [.. field.Options.Select(option => new AnswerLine { Valeur = option.Value, Aide = option.Hint })],
        Navigateur = field.Autocomplete,
        Compte = field.Prefill,
        LongueurMin = Say(field.MinLength),
        Longueur = Say(field.MaxLength),
        Minimum = Say(field.Min),
        Maximum = Say(field.Max),
        Unite = field.Unit,
        Depuis = DayWords.Say(field.Earliest),
        Jusqua = DayWords.Say(field.Latest),
        Formats = [.. field.Accept],
        Fichiers = Say(field.MaxFiles),
        Megaoctets = Say(field.MaxMegabytes),
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
            Summary = field.IsQuestion ? Text(Resume, nameof(Resume), 200) : field.Summary,
            Options = Is(FieldKind.Choice, FieldKind.Choices) ? WithHints(OptionsOf(field.Options, Reponses ?? ""), errors) : field.Options,
            Autocomplete = MayAutocomplete(kind) && (string.IsNullOrEmpty(Navigateur) || AutocompleteTokens.Any(token => token.Value == Navigateur)) ? NullIfEmpty(Navigateur) : field.Autocomplete,
            Prefill = PrefillsOf(kind).Any() && (string.IsNullOrEmpty(Compte) || PrefillsOf(kind).Any(key => key.Value == Compte)) ? NullIfEmpty(Compte) : field.Prefill,
            MinLength = Is(FieldKind.Text, FieldKind.Longtext) ? (int?)Number(LongueurMin, nameof(LongueurMin), 0, 10_000) : field.MinLength,
            MaxLength = Is(FieldKind.Text, FieldKind.Longtext) ? (int?)Number(Longueur, nameof(Longueur), 1, 10_000) : field.MaxLength,
            Min = Is(FieldKind.Number, FieldKind.Amount) ? Number(Minimum, nameof(Minimum), -1_000_000_000, 1_000_000_000) : field.Min,
            Max = Is(FieldKind.Number, FieldKind.Amount) ? Number(Maximum, nameof(Maximum), -1_000_000_000, 1_000_000_000) : field.Max,
            Unit = Is(FieldKind.Number, FieldKind.Computed) ? Text(Unite, nameof(Unite), 20) : field.Unit,
            Earliest = Is(FieldKind.Date, FieldKind.PartialDate) ? Day(Depuis, nameof(Depuis)) : field.Earliest,
            Latest = Is(FieldKind.Date, FieldKind.PartialDate) ? Day(Jusqua, nameof(Jusqua)) : field.Latest,
            Accept = Is(FieldKind.Attachment) ? [.. FileKinds.Where(Formats.Contains)] : field.Accept,
            MaxFiles = Is(FieldKind.Attachment) ? (int?)Number(Fichiers, nameof(Fichiers), 1, 20) : field.MaxFiles,
            MaxMegabytes = Is(FieldKind.Attachment) ? (int?)Number(Megaoctets, nameof(Megaoctets), 1, 50) : field.MaxMegabytes,
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

        if (read.MinLength > (read.MaxLength ?? 200))
        {
            errors.Add(("Question.LongueurMin", "Écrivez un nombre plus petit que le nombre de caractères au plus, qui est 200 si vous n’en dites rien."));
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

    // A line that is not sent leaves the help as it stands: what is typed among the answers may be newer than the lines.
    private IReadOnlyList<ChoiceOption> WithHints(IReadOnlyList<ChoiceOption> options, List<(string Field, string Message)> errors)
    {
        for (var i = 0; i < Aides.Count; i++)
        {
            if (Aides[i].Aide?.Trim().Length > 300)
            {
                errors.Add(($"Question.Aides[{i}].Aide", "Écrivez 300 caractères au plus."));
            }
        }

        return [.. options.Select(option => Aides.Find(line => line.Valeur == option.Value) is { } line ? option with { Hint = NullIfEmpty(line.Aide?.Trim()) } : option)];
    }

    private static string? NullIfEmpty(string? typed) => string.IsNullOrEmpty(typed) ? null : typed;

    private static string? Say(decimal? number) => number?.ToString("0.##", s_french);
}
