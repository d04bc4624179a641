using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>Where a definition names its questions: conditions, calculations and the places of papers.</summary>
internal static class DefinitionReferences
{
    /// <summary>Takes away what names questions that are gone, and tells where.</summary>
    public static EditedDefinition Forget(DemarcheDefinition demarche, IReadOnlySet<string> gone)
    {
        var told = new List<string>();
        Condition? Keep(Condition? condition, string where)
        {
            var kept = Prune(condition, gone);
            if (!ReferenceEquals(kept, condition))
            {
                told.Add($"La condition de «\u00a0{where}\u00a0» citait une question supprimée\u00a0: cette partie est retirée.");
            }

            return kept;
        }

        FieldDefinition Clean(FieldDefinition field)
        {
            var compute = field.Compute is null ? null : Prune(field.Compute, gone) ?? new Calculation { Value = 0 };
            if (!ReferenceEquals(compute, field.Compute))
            {
                told.Add($"Le calcul «\u00a0{field.Label}\u00a0» citait une question supprimée\u00a0: relisez-le.");
            }

            return field with
            {
                When = Keep(field.When, field.Label),
                Options = [.. field.Options.Select(option => option with { When = Keep(option.When, option.Label) })],
                Compute = compute,
            };
        }

        var pages = demarche.Pages.Select(page => page with
        {
            When = Keep(page.When, page.Title),
            Sections = [.. page.Sections.Select(section => section with
            {
                When = Keep(section.When, section.Title ?? page.Title),
                Fields = [.. section.Fields.Select(field => Clean(field) with { Fields = [.. field.Fields.Select(Clean)] })],
            })],
        }).ToList();
        var papers = demarche.Documents.Select(paper =>
        {
            var body = gone.Aggregate(paper.Body, (text, id) => text.Replace($"{{reponse.{id}}}", "", StringComparison.Ordinal));
            if (body != paper.Body)
            {
                told.Add($"Le document «\u00a0{paper.Title}\u00a0» citait une réponse supprimée\u00a0: relisez-le.");
            }

            return paper with { Body = body };
        }).ToList();
        return new(demarche with { Pages = pages, Documents = papers }, told);
    }

    /// <summary>The same page under new names of its questions.</summary>
    public static PageDefinition Rename(PageDefinition page, IReadOnlyDictionary<string, string> names) => page with
    {
        When = Rename(page.When, names),
        Sections = [.. page.Sections.Select(section => Rename(section, names))],
    };

    /// <summary>The same part of a page under new names of its questions.</summary>
    public static SectionDefinition Rename(SectionDefinition section, IReadOnlyDictionary<string, string> names) =>
        section with { When = Rename(section.When, names), Fields = [.. section.Fields.Select(field => Rename(field, names))] };

    /// <summary>The same question under new names.</summary>
    public static FieldDefinition Rename(FieldDefinition field, IReadOnlyDictionary<string, string> names) => field with
    {
        Id = names.GetValueOrDefault(field.Id, field.Id),
        When = Rename(field.When, names),
        Options = [.. field.Options.Select(option => option with { When = Rename(option.When, names) })],
        Fields = [.. field.Fields.Select(inner => Rename(inner, names))],
        Compute = Rename(field.Compute, names),
    };

    private static Condition? Rename(Condition? condition, IReadOnlyDictionary<string, string> names) => condition is null ? null : condition with
    {
        Field = condition.Field is { } field ? names.GetValueOrDefault(field, field) : null,
        All = condition.All?.Select(one => Rename(one, names)!).ToList(),
        Any = condition.Any?.Select(one => Rename(one, names)!).ToList(),
        Not = Rename(condition.Not, names),
    };

    private static Calculation? Rename(Calculation? calculation, IReadOnlyDictionary<string, string> names)
    {
        string? Name(string? id) => id is null ? null : names.GetValueOrDefault(id, id);
        IReadOnlyList<Calculation>? Terms(IReadOnlyList<Calculation>? terms) => terms?.Select(term => Rename(term, names)!).ToList();
        return calculation is null ? null : calculation with
        {
            Field = Name(calculation.Field),
            SumOf = Name(calculation.SumOf),
            Age = Name(calculation.Age),
            Days = calculation.Days?.Select(day => Name(day)!).ToList(),
            Sum = Terms(calculation.Sum),
            Product = Terms(calculation.Product),
            Difference = Terms(calculation.Difference),
        };
    }

    private static Condition? Prune(Condition? condition, IReadOnlySet<string> gone)
    {
        if (condition is null || !condition.FieldsRead().Any(gone.Contains))
        {
            return condition;
        }

        IReadOnlyList<Condition> Kept(IReadOnlyList<Condition> terms) => [.. terms.Select(term => Prune(term, gone)).OfType<Condition>()];
        return condition switch
        {
            { All: { } all } => Kept(all) switch { [] => null, [var one] => one, var many => condition with { All = many } },
            { Any: { } any } => Kept(any) switch { [] => null, [var one] => one, var many => condition with { Any = many } },
            { Not: { } not } => Prune(not, gone) is { } kept ? condition with { Not = kept } : null,
            _ => null,
        };
    }

    private static Calculation? Prune(Calculation calculation, IReadOnlySet<string> gone)
    {
        if (!calculation.FieldsRead().Any(gone.Contains))
        {
            return calculation;
        }

        IReadOnlyList<Calculation> Kept(IReadOnlyList<Calculation> terms) => [.. terms.Select(term => Prune(term, gone)).OfType<Calculation>()];
        return calculation switch
        {
            { Sum: { } sum } => Kept(sum) is { Count: > 0 } kept ? calculation with { Sum = kept } : null,
            { Product: { } product } => Kept(product) is { Count: > 0 } kept ? calculation with { Product = kept } : null,
            { Difference: { } difference } => Kept(difference) is [var first, ..] ? first : null,
            _ => null,
        };
    }
}
