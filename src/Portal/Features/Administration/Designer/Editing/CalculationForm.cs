using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>A calculation as it is typed: what is done, with up to three questions and one number.</summary>
public static class CalculationForm
{
    /// <summary>What can be worked out.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new("somme", "Additionner"), new("produit", "Multiplier"), new("difference", "Soustraire la deuxième de la première"),
        new("somme-bloc", "Additionner une question d’un bloc, sur tous ses éléments"), new("jours", "Compter les jours entre deux dates"),
        new("age", "Calculer un âge à partir d’une date"),
    ];

    /// <summary>The questions that a calculation may read: those asked before it, and those of earlier blocks.</summary>
    public static IReadOnlyList<FieldDefinition> Before(DemarcheDefinition demarche, string id) =>
        [.. ConditionForm.Before(demarche, id).SelectMany(field => field.Fields.Where(inner => inner.Kind is FieldKind.Number or FieldKind.Amount).Prepend(field))
            .Where(field => field.Kind is FieldKind.Number or FieldKind.Amount or FieldKind.Computed or FieldKind.Block or FieldKind.Choices or FieldKind.Date)];

    /// <summary>What a calculation does.</summary>
    public static string? KindOf(Calculation? calculation) => calculation switch
    {
        { Product: not null } => "produit",
        { Difference: not null } => "difference",
        { SumOf: not null } => "somme-bloc",
        { Days: not null } => "jours",
        { Age: not null } => "age",
        null => null,
        _ => "somme",
    };

    /// <summary>The questions that it reads.</summary>
    public static IEnumerable<string> TermsOf(Calculation? calculation) => calculation?.FieldsRead() ?? [];

    /// <summary>The number in it.</summary>
    public static decimal? ConstantOf(Calculation? calculation) =>
        calculation?.Value ?? (calculation?.Sum ?? calculation?.Product ?? calculation?.Difference)?.FirstOrDefault(term => term.Value is not null)?.Value;

    /// <summary>Reads a calculation; null with an error, or when nothing was typed that changes the former.</summary>
    public static Calculation? Read(
        DemarcheDefinition demarche, string id, string? kind, IReadOnlyList<string> typed, decimal? constant, Calculation? now, List<(string Field, string Message)> errors)
    {
        var known = Before(demarche, id).ToDictionary(field => field.Id, StringComparer.Ordinal);
        var fields = typed.Where(known.ContainsKey).Select(term => known[term]).ToList();
        if (kind == KindOf(now) && fields.Select(field => field.Id).SequenceEqual(TermsOf(now)) && constant == ConstantOf(now))
        {
            return now;
        }

        var numbers = fields.Where(field => field.Kind is not FieldKind.Date).Select(field => new Calculation { Field = field.Id }).Concat(constant is { } value ? [new Calculation { Value = value }] : []).Take(20).ToList();
        var dates = fields.Where(field => field.Kind is FieldKind.Date).Select(field => field.Id).ToList();
        var inner = fields.FirstOrDefault(field => DefinitionEditor.BlockOf(demarche, field.Id) is not null);
        Calculation? read = kind switch
        {
            "somme" when numbers.Count > 0 && inner is null => new() { Sum = numbers },
            "produit" when numbers.Count > 0 && inner is null => new() { Product = numbers },
            "difference" when numbers.Count == 2 && inner is null => new() { Difference = numbers },
            "somme-bloc" when inner is not null => new() { SumOf = inner.Id },
            "jours" when dates.Count == 2 => new() { Days = dates },
            "age" when dates.Count == 1 => new() { Age = dates[0] },
            _ => null,
        };
        if (read is null)
        {
            errors.Add(("Question.Calcul", kind switch
            {
                "difference" => "Choisissez deux questions, ou une question et un nombre.",
                "somme-bloc" => "Choisissez une question qui donne un nombre dans un bloc.",
                "jours" => "Choisissez deux questions qui donnent des dates.",
                "age" => "Choisissez une question qui donne une date.",
                "somme" or "produit" => "Choisissez des questions qui donnent des nombres, hors des blocs.",
                _ => "Choisissez ce qui est calculé.",
            }));
        }

        return read;
    }
}
