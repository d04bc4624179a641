using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>Draws the questions of a page with what was answered, or with what was posted when the page comes back.</summary>
internal sealed class FormDrawing(
    FormFlow flow, IReadOnlyDictionary<string, string[]>? posted, IReadOnlyList<FieldError> errors, IReadOnlyDictionary<string, string>? account, string? focus)
{
    private static readonly ChoiceOption[] s_yesno = [new() { Value = "oui", Label = "Oui" }, new() { Value = "non", Label = "Non" }];

    public FormFieldView Draw(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Block => DrawBlock(field),
        FieldKind.Computed => Draw(field, field.Id, flow.Answers[field.Id], flow.VisibleOptions(field)) with
        {
            Computed = flow.Answers[field.Id] is { } value ? FormSummary.Words(field, value) : null,
        },
        _ => Draw(field, field.Id, flow.Answers[field.Id], flow.VisibleOptions(field))
    };

    private FormFieldView Draw(FieldDefinition field, string place, FormAnswer? answer, IEnumerable<ChoiceOption> offered)
    {
        var codec = FieldCodec.Of(field);
        var id = FormValidation.InputId(place);
        var input = InputOf(field, place, answer, codec);
        var error = errors.FirstOrDefault(x => x.FieldId == place);
        var chosen = input.Many();
        return new(field.Kind, place, FormValidation.InputName(place), id, flow.Context.Fill(field.Label),
            field.Hint is null ? null : flow.Context.Fill(field.Hint), field.Optional || place == flow.Context.Spared, field.Autocomplete, field.MaxLength, input.One(), error?.Message,
            [.. codec.Parts.Select(part => PartOf(part, place, input, error))],
            [.. OptionsOf(field, offered).Select((option, i) => new FormOptionView(option.Value, flow.Context.Fill(option.Label), option.Hint is null ? null : flow.Context.Fill(option.Hint),
                i == 0 ? id : FormValidation.InputId(place, option.Value), chosen.Contains(option.Value)))],
            answer is FilesAnswer files ? [.. files.Files] : [], Accept(field), field.MaxFiles > 1)
        {
            Unit = field.Unit ?? (field.Kind is FieldKind.Amount ? "€" : null),
            Focused = focus == id,
            Proposals = field.Kind is FieldKind.Country ? CountryCodec.Names : [],
        };
    }

    private FieldInput InputOf(FieldDefinition field, string place, FormAnswer? answer, FieldCodec codec) =>
        posted is not null && field.Kind is not FieldKind.Attachment ? FormValidation.InputOf(field, place, posted)
        : answer is not null ? codec.Write(answer)
        : field.Prefill is { } key && account is not null && account.TryGetValue(key, out var known) && codec.Parts.Count == 0 ? FieldInput.Of(known)
        : FieldInput.Of("");

    private static FormPartView PartOf(FieldPart part, string place, FieldInput input, FieldError? error)
    {
        var id = FormValidation.InputId(place, part.Name);
        return new(part.Label, FormValidation.InputName(place, part.Name), id, input.One(part.Name), part.Optional, part.Autocomplete, part.InputMode,
            error is not null && (error.InputId == id || error.InputId == FormValidation.InputId(place)));
    }

    // At least one item is there to fill in, unless none is needed.
    private FormFieldView DrawBlock(FieldDefinition block)
    {
        var answered = flow.Answers[block.Id] is BlockAnswer known ? known.Items : [];
        var count = posted is not null ? FormValidation.CountOf(block, posted) : Math.Max(answered.Length, block.LeastItems);
        var items = Enumerable.Range(0, count).Select(number => DrawItem(block, number, number < answered.Length ? answered[number] : FormAnswers.Empty, count));
        return Draw(block, block.Id, null, []) with
        {
            Value = count.ToString(CultureInfo.InvariantCulture),
            Items = [.. items],
            AddLabel = count < block.MostItems ? $"Ajouter : {flow.Context.Fill(block.ItemLabel ?? block.Label)}" : null,
        };
    }

    private FormItemView DrawItem(FieldDefinition block, int number, FormAnswers item, int count)
    {
        var id = $"{FormValidation.InputId(block.Id)}-{number.ToString(CultureInfo.InvariantCulture)}";
        return new(flow.Context.Fill(BlockCodec.ItemTitle(block, number)), id, string.Create(CultureInfo.InvariantCulture, $"{block.Id}.{number}"), count > block.LeastItems, focus == id,
            [.. flow.ItemFields(block, item).Select(asked =>
                Draw(asked.Field, FormValidation.ItemPlace(block.Id, number, asked.Field.Id), item[asked.Field.Id], asked.Scope.Options(asked.Field)))]);
    }

    private static IEnumerable<ChoiceOption> OptionsOf(FieldDefinition field, IEnumerable<ChoiceOption> offered) => field.Kind switch
    {
        FieldKind.Yesno => s_yesno,
        FieldKind.Honour => [new() { Value = "oui", Label = field.Label }],
        _ => offered
    };

    private static string Accept(FieldDefinition field) => string.Join(',', field.Accept.Select(kind => kind switch
    {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "image/heic"
    }));
}
