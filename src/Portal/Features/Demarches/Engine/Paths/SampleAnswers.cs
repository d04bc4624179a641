using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine.Paths;

/// <summary>Plausible answers to any question, plainly fictitious: they try a form without anyone's data.</summary>
public static class SampleAnswers
{
    /// <summary>An answer that the question accepts; null when it accepts none that can be made up.</summary>
    public static FormAnswer? Of(FieldDefinition field, FormContext context) => field.Kind switch
    {
        FieldKind.Info or FieldKind.Computed => null,
        FieldKind.Block => new BlockAnswer([.. Enumerable.Repeat(Item(field, context), Math.Max(1, field.LeastItems))]),
        FieldKind.Attachment => new FilesAnswer([new FileAnswer(Guid.Empty, field.Accept is [var kind, ..] ? $"exemple.{kind}" : "exemple.pdf", "application/pdf", 1000)]),
        FieldKind.Choices => new ListAnswer([field.Options[0].Value]),
        _ => Typed(field, context).Select(input => FieldCodec.Of(field).Read(field, input, context).Answer).FirstOrDefault(answer => answer is not null)
    };

    /// <summary>Answers on either side of what conditions test, so that each branch can be tried.</summary>
    public static IEnumerable<FormAnswer?> Alternatives(FieldDefinition field, IReadOnlyList<Condition> tests, FormContext context)
    {
        var codec = FieldCodec.Of(field);
        IEnumerable<FormAnswer?> found = field.Kind switch
        {
            FieldKind.Choice => field.Options.Select(option => new TextAnswer(option.Value)),
            FieldKind.Choices => field.Options.Select(option => new ListAnswer([option.Value])).Append(new ListAnswer([.. field.Options.Select(option => option.Value)])),
            FieldKind.Yesno => [new FlagAnswer(true), new FlagAnswer(false)],
            FieldKind.Block => Enumerable.Range(field.LeastItems, field.MostItems - field.LeastItems + 1)
                .Select(count => count == 0 ? null : new BlockAnswer([.. Enumerable.Repeat(Item(field, context), count)])),
            FieldKind.Date or FieldKind.PartialDate => Limits(field, tests, context)
                .SelectMany(day => new[] { day.AddDays(-1), day, day.AddDays(1) })
                .Select(day => codec.Normalise(field, new TextAnswer(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), context)),
            FieldKind.Number or FieldKind.Amount => tests.SelectMany(test => new[] { test.AtLeast, test.AtMost }).OfType<decimal>()
                .SelectMany(limit => new[] { limit - 1, limit, limit + 1 })
                .Select(number => codec.Normalise(field, new NumberAnswer(number), context)),
            FieldKind.Text or FieldKind.Longtext => tests.SelectMany(test => (test.In ?? []).Append(test.EqualTo ?? "")).Where(text => text.Length > 0)
                .Select(text => codec.Normalise(field, new TextAnswer(text), context)),
            _ => []
        };
        return field.Optional || field.Kind is FieldKind.Block ? found.Append(null) : found.Where(answer => answer is not null);
    }

    // Where a date changes what is asked: the dates of conditions, the bounds of the question, and the ages and spans of computed values.
    private static IEnumerable<DateOnly> Limits(FieldDefinition field, IReadOnlyList<Condition> tests, FormContext context)
    {
        var spans = tests.SelectMany(test => new[] { test.AtLeast, test.AtMost }).OfType<decimal>().Where(span => span is >= 0 and <= 150).Select(span => (int)span).ToList();
        return tests.SelectMany(test => new[] { test.Before, test.After }).Append(field.Earliest).Append(field.Latest).OfType<string>().Select(context.ReadDate).OfType<DateOnly>()
            .Concat(spans.Select(years => context.Today.AddYears(-years)))
            .Concat(spans.Select(days => context.Today.AddDays(days)));
    }

    private static FormAnswers Item(FieldDefinition block, FormContext context) => block.Fields.Aggregate(
        FormAnswers.Empty, (item, field) => Of(field, context) is { } answer ? item.With(field.Id, answer) : item);

    // What is typed first is what most people would type; the rest is there for questions with bounds.
    private static IEnumerable<FieldInput> Typed(FieldDefinition field, FormContext context) => field.Kind switch
    {
        FieldKind.Email => [FieldInput.Of("camille.modele@exemple.fr")],
        FieldKind.Phone => [FieldInput.Of("01 99 00 12 34")],
        FieldKind.Date or FieldKind.PartialDate => Days(field, context).Select(day => FieldInput.Of(day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))),
        FieldKind.Number or FieldKind.Amount => new[] { 2m, field.Min ?? 0, field.Max ?? 0 }.Select(number => FieldInput.Of(number.ToString(CultureInfo.InvariantCulture))),
        FieldKind.Yesno or FieldKind.Honour => [FieldInput.Of("oui")],
        FieldKind.Choice => field.Options.Select(option => FieldInput.Of(option.Value)),
        FieldKind.Country => [FieldInput.Of("Belgique")],
        FieldKind.Time => [FieldInput.Of("14 h 30")],
        FieldKind.Iban => [FieldInput.Of("FR76 3000 6000 0112 3456 7890 189")],
        FieldKind.Siren => [FieldInput.Of("732 829 320")],
        FieldKind.Siret => [FieldInput.Of("732 829 320 00074")],
        FieldKind.Rna => [FieldInput.Of("W501000001")],
        FieldKind.Plate => [FieldInput.Of("AB-123-CD")],
        FieldKind.Parcel => [FieldInput.Of("AB 123")],
        FieldKind.Ants => [FieldInput.Of("A1B2C3D4E5")],
        FieldKind.Address => [Parts(("ligne1", "1 rue de l’Exemple"), ("codepostal", "50000"), ("ville", "Exempleville"))],
        FieldKind.Person => [Parts(("nom", "Modèle"), ("prenoms", "Camille"), ("lien", "enfant"), ("organisation", "Les Exemples"), ("qualite", "présidente"))],
        FieldKind.Point => [Parts(("lieu", "devant le 1 rue de l’Exemple"))],
        FieldKind.Commune => [Parts(("nom", "Exempleville"))],
        _ => new[] { "Exemple", string.Concat(Enumerable.Repeat("exemple ", 1 + ((field.MinLength ?? 0) / 8))) }.Select(FieldInput.Of)
    };

    private static IEnumerable<DateOnly> Days(FieldDefinition field, FormContext context)
    {
        var (earliest, latest) = (field.Earliest is { } e ? context.ReadDate(e) : null, field.Latest is { } l ? context.ReadDate(l) : null);
        return new DateOnly?[] { new DateOnly(1985, 3, 14), context.Today.AddDays(-30), context.Today.AddDays(45), earliest, latest }.OfType<DateOnly>();
    }

    private static FieldInput Parts(params (string Name, string Value)[] parts) =>
        new(parts.ToDictionary(part => part.Name, part => new[] { part.Value }, StringComparer.Ordinal));
}
