using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>The items of a block; what people type is read question by question, by the page.</summary>
internal sealed class BlockCodec : FieldCodec
{
    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context) => new(null);

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of("");

    public override string Describe(FieldDefinition field, FormAnswer answer) =>
        answer is BlockAnswer block ? string.Join('\n', block.Items.Select((item, number) => Describe(field, item, number))) : "";

    /// <summary>« Enfant 2 : … », with the answers one after the other.</summary>
    private static string Describe(FieldDefinition block, FormAnswers item, int number) => $"{ItemTitle(block, number)} : " + string.Join(" ; ",
        from field in block.Fields
        let answer = item[field.Id]
        where answer is not null
        select $"{Summary(field)} {Of(field).Describe(field, answer).Replace("\n", ", ", StringComparison.Ordinal)}");

    public static string ItemTitle(FieldDefinition block, int number) => string.Create(CultureInfo.InvariantCulture, $"{block.ItemLabel ?? block.Label} {number + 1}");

    public override FormAnswer? Normalise(FieldDefinition field, FormAnswer answer, FormContext context) => answer is BlockAnswer block && block.Items.Length <= field.MostItems
        ? new BlockAnswer([.. block.Items.Select(item => field.Fields.Where(inner => inner.IsAsked).Aggregate(FormAnswers.Empty, (kept, inner) =>
            item[inner.Id] is { } raw && Of(inner).Normalise(inner, raw, context) is { } sound ? kept.With(inner.Id, sound) : kept))])
        : null;

    private static string Summary(FieldDefinition field) => (field.Summary ?? field.Label) is var words && words.EndsWith('?') ? words : words + " :";
}
