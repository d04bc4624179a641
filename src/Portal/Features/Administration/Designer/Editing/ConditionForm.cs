using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>One line of a condition as it is typed: a question, a comparison and a value.</summary>
public sealed class ConditionLine
{
    public string? Question { get; set; }

    public string? Test { get; set; }

    public string? Valeur { get; set; }
}

/// <summary>When a page, a part of one, a question or an answer is shown, as it is typed: always, or only if up to three lines hold.</summary>
public sealed class ConditionForm
{
    public const int MostLines = 3;
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>toujours, si, or garder (a condition that three lines cannot say).</summary>
    public string Quand { get; set; } = "toujours";

    /// <summary>et, or ou.</summary>
    public string Lien { get; set; } = "et";

    public List<ConditionLine> Lignes { get; set; } = [];

    /// <summary>The comparisons in words.</summary>
    public static IReadOnlyList<Choice> Tests { get; } =
    [
        new("est", "est"), new("nest-pas", "n’est pas"), new("rempli", "est rempli"), new("vide", "n’est pas rempli"),
        new("au-moins", "est au moins"), new("au-plus", "est au plus"), new("avant", "est avant"), new("apres", "est après"),
    ];

    /// <summary>The questions that a condition of this page, part of a page or question may name: those asked before it.</summary>
    public static IReadOnlyList<FieldDefinition> Before(DemarcheDefinition demarche, string id)
    {
        var earlier = new List<FieldDefinition>();
        foreach (var page in demarche.Pages)
        {
            if (page.Id == id)
            {
                return earlier;
            }

            for (var place = 0; place < page.Sections.Count; place++)
            {
                if (SectionEditor.IdOf(page, place) == id)
                {
                    return earlier;
                }

                foreach (var field in page.Sections[place].Fields)
                {
                    if (field.Id == id)
                    {
                        return earlier;
                    }

                    var inner = field.Fields.TakeWhile(one => one.Id != id).ToList();
                    if (inner.Count < field.Fields.Count)
                    {
                        return [.. earlier, .. inner.Where(one => one.IsQuestion)];
                    }

                    earlier.AddRange(field.IsQuestion ? [field] : []);
                }
            }
        }

        return earlier;
    }

    /// <summary>A condition as lines.</summary>
    public static ConditionForm From(DemarcheDefinition demarche, Condition? condition)
    {
        if (condition is null)
        {
            return new();
        }

        var terms = condition.All ?? condition.Any ?? [condition];
        var lines = terms.Select(term => LineOf(demarche, term)).ToList();
        return lines.Count > MostLines || lines.Contains(null)
            ? new() { Quand = "garder" }
            : new() { Quand = "si", Lien = condition.Any is null ? "et" : "ou", Lignes = [.. lines.OfType<ConditionLine>()] };
    }

    /// <summary>Reads the condition; what is to be mended goes to <paramref name="errors"/>.</summary>
    /// <param name="demarche">The form.</param>
    /// <param name="id">The page or question that is shown or not.</param>
    /// <param name="now">The condition that it has, which may be kept.</param>
    /// <param name="errors">Field and message.</param>
    public Condition? Read(DemarcheDefinition demarche, string id, Condition? now, List<(string Field, string Message)> errors)
    {
        if (Quand != "si")
        {
            return Quand == "garder" ? now : null;
        }

        var earlier = Before(demarche, id);
        var read = new List<Condition>();
        for (var i = 0; i < Math.Min(Lignes.Count, MostLines); i++)
        {
            var line = Lignes[i];
            if (string.IsNullOrEmpty(line.Question))
            {
                continue;
            }

            if (earlier.FirstOrDefault(field => field.Id == line.Question) is not { } field)
            {
                errors.Add(($"Condition.Lignes[{i}].Question", "Choisissez une question posée avant."));
            }
            else if (Read(field, line, out var error) is { } condition)
            {
                read.Add(condition);
            }
            else
            {
                errors.Add(($"Condition.Lignes[{i}].Valeur", error));
            }
        }

        if (read.Count == 0 && errors.Count == 0)
        {
            errors.Add(("Condition.Lignes[0].Question", "Choisissez une question, ou cochez « Toujours »."));
        }

        return read.Count switch { 0 => null, 1 => read[0], _ => Lien == "ou" ? new Condition { Any = read } : new Condition { All = read } };
    }

    private static Condition? Read(FieldDefinition field, ConditionLine line, out string error)
    {
        var value = (line.Valeur ?? "").Trim();
        error = "";
        switch (line.Test)
        {
            case "rempli" or "vide":
                return new Condition { Field = field.Id, Filled = line.Test == "rempli" };
            case "est" or "nest-pas":
                if (ValueOf(field, value) is not { } known)
                {
                    error = $"Écrivez une des réponses\u00a0: {string.Join(", ", Answers(field))}.";
                    return null;
                }

                var equal = new Condition { Field = field.Id, EqualTo = known };
                return line.Test == "est" ? equal : new Condition { Not = equal };
            case "au-moins" or "au-plus":
                if (field.Kind is not (FieldKind.Number or FieldKind.Amount or FieldKind.Computed or FieldKind.Block))
                {
                    error = "Choisissez une question qui donne un nombre.";
                    return null;
                }

                if (!decimal.TryParse(value.Replace('.', ','), NumberStyles.Number, s_french, out var number))
                {
                    error = "Écrivez un nombre, par exemple 3.";
                    return null;
                }

                return line.Test == "au-moins" ? new() { Field = field.Id, AtLeast = number } : new() { Field = field.Id, AtMost = number };
            case "avant" or "apres":
                if (field.Kind is not (FieldKind.Date or FieldKind.PartialDate) || DayWords.Read(value) is not { } day)
                {
                    error = field.Kind is FieldKind.Date or FieldKind.PartialDate ? "Écrivez un jour. " + DayWords.Hint : "Choisissez une question qui donne une date.";
                    return null;
                }

                return line.Test == "avant" ? new() { Field = field.Id, Before = day } : new() { Field = field.Id, After = day };
            default:
                error = "Choisissez une comparaison.";
                return null;
        }
    }

    /// <summary>The answers that a question offers, in words; none when they are free.</summary>
    public static IEnumerable<string> Answers(FieldDefinition field) =>
        field.Kind is FieldKind.Yesno or FieldKind.Honour ? ["Oui", "Non"] : field.Options.Select(option => option.Label);

    private static string? ValueOf(FieldDefinition field, string typed)
    {
        bool Is(string text) => string.Equals(text, typed, StringComparison.OrdinalIgnoreCase);
        if (field.Kind is FieldKind.Yesno or FieldKind.Honour)
        {
            return Is("oui") ? "oui" : Is("non") ? "non" : null;
        }

        return field.Options.Count > 0 ? field.Options.FirstOrDefault(option => Is(option.Label) || Is(option.Value))?.Value : typed.Length == 0 ? null : typed;
    }

    private static ConditionLine? LineOf(DemarcheDefinition demarche, Condition term)
    {
        var (leaf, not) = term.Not is { } inner ? (inner, true) : (term, false);
        if (leaf.Field is null || leaf.Part is not null || leaf.In is not null || (not && leaf.EqualTo is null))
        {
            return null;
        }

        var field = DefinitionEditor.FindField(demarche, leaf.Field);
        var (test, value) = leaf switch
        {
            { EqualTo: { } equal } => (not ? "nest-pas" : "est", ConditionWords.ValueOf(field, equal)),
            { Filled: { } filled } => (filled ? "rempli" : "vide", ""),
            { AtLeast: { } least } => ("au-moins", least.ToString("0.##", s_french)),
            { AtMost: { } most } => ("au-plus", most.ToString("0.##", s_french)),
            { Before: { } day } => ("avant", DayWords.Say(day)),
            _ => ("apres", DayWords.Say(leaf.After)),
        };
        return new() { Question = leaf.Field, Test = test, Valeur = value };
    }
}
