using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One line of the check page: what was asked, the answer in words, and the page where it is changed.</summary>
public sealed record SummaryLine(string FieldId, string Label, string Text, string PageId)
{
    /// <summary>The point of a place, when the person gave it.</summary>
    public GeoPoint? Point { get; init; }
}

/// <summary>The answers of one page, under its heading.</summary>
public sealed record SummaryGroup(string Heading, string PageId, IReadOnlyList<SummaryLine> Lines);

/// <summary>Says the answers in words, for the check page, mails, documents and agents.</summary>
public static class FormSummary
{
    public static IReadOnlyList<SummaryGroup> Of(FormFlow flow) =>
        [.. flow.Pages.Select(page => new SummaryGroup(flow.Context.Fill(page.Heading ?? page.Title), page.Id,
            [.. flow.VisibleFields(page).Where(f => flow.Answers[f.Id] is not null).Select(f => new SummaryLine(
                f.Id, flow.Context.Fill(f.Summary ?? f.Label), flow.Context.Fill(Words(f, flow.Answers[f.Id]!)), page.Id)
                {
                    Point = f.Kind is FieldKind.Point ? PointCodec.PointOf(flow.Answers[f.Id]!) : null,
                })]))
            .Where(g => g.Lines.Count > 0)];

    public static string PlainText(FormFlow flow) => string.Join("\n\n", Of(flow).Select(g =>
        g.Heading + "\n" + string.Join('\n', g.Lines.Select(l => $"{l.Label}\u00A0: {l.Text.Replace("\n", ", ", StringComparison.Ordinal)}"))));

    /// <summary>An answer in words, with its unit.</summary>
    internal static string Words(FieldDefinition field, FormAnswer answer) =>
        FieldCodec.Of(field).Describe(field, answer) is var text && field.Unit is { } unit && !text.EndsWith(unit, StringComparison.Ordinal) ? $"{text}\u00A0{unit}" : text;
}
