using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Demarches.Engine.Scripted;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>Draws the questions of a page with what was answered, or with what was posted when the page comes back.</summary>
internal sealed class FormDrawing(
    FormFlow flow, IReadOnlyDictionary<string, string[]>? posted, IReadOnlyList<FieldError> errors, IReadOnlyDictionary<string, KnownAnswer>? account, string? focus, PageConditions? conditions)
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
        var known = KnownOf(field, answer);
        var input = known?.Input ?? InputOf(field, place, answer, codec);
        var error = errors.FirstOrDefault(x => x.FieldId == place);
        var chosen = input.Many();
        return new(field.Kind, place, FormValidation.InputName(place), id, flow.Context.Fill(field.Label),
            field.Hint is null ? null : flow.Context.Fill(field.Hint), field.Optional || place == flow.Context.Spared, field.Autocomplete, field.MaxLength, input.One(), error?.Message,
            [.. codec.Parts.Select(part => PartOf(part, place, input, error))],
            OptionsOf(field, place, offered, chosen),
            answer is FilesAnswer files ? [.. files.Files] : [], Accept(field), field.MaxFiles > 1)
        {
            Unit = field.Unit ?? (field.Kind is FieldKind.Amount ? "€" : null),
            From = known?.From,
            Focused = focus == id,
            Proposals = field.Kind is FieldKind.Country ? CountryCodec.Names : [],
        };
    }

    private FieldInput InputOf(FieldDefinition field, string place, FormAnswer? answer, FieldCodec codec) =>
        posted is not null && field.Kind is not FieldKind.Attachment ? FormValidation.InputOf(field, place, posted)
        : answer is not null ? codec.Write(answer)
        : FieldInput.Of("");

    private KnownAnswer? KnownOf(FieldDefinition field, FormAnswer? answer) =>
        posted is null && answer is null && field.Prefill is { } key ? account?.GetValueOrDefault(key) : null;

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
            [.. DrawItemFields(block, number, item)]);
    }

    private IEnumerable<FormFieldView> DrawItemFields(FieldDefinition block, int number, FormAnswers item)
    {
        var asked = flow.ItemFields(block, item).ToDictionary(shown => shown.Field.Id, shown => shown.Scope, StringComparer.Ordinal);
        foreach (var field in block.Fields)
        {
            var scripted = conditions?.Handles(field) is true;
            if (asked.TryGetValue(field.Id, out var scope) || scripted)
            {
                var options = scope?.Options(field) ?? field.Options.Where(option => option.When is null);
                var drawn = Draw(field, FormValidation.ItemPlace(block.Id, number, field.Id), item[field.Id], options);
                yield return scripted ? drawn with { Shown = scope is not null } : drawn;
            }
        }
    }

    private List<FormOptionView> OptionsOf(FieldDefinition field, string place, IEnumerable<ChoiceOption> offered, IReadOnlyList<string> chosen)
    {
        var shown = conditions is null || field.Options.Count == 0 ? null : offered.ToHashSet();
        IEnumerable<ChoiceOption> all = field.Kind switch
        {
            FieldKind.Yesno => s_yesno,
            FieldKind.Honour => [new() { Value = "oui", Label = field.Label }],
            _ when shown is null => offered,
            _ => field.Options.Where(option => shown.Contains(option) || conditions!.Handles(field, option)),
        };
        var views = new List<FormOptionView>();
        var first = true;
        foreach (var option in all)
        {
            bool? now = shown is not null && conditions!.Handles(field, option) ? shown.Contains(option) : null;
            var isFirst = first && now is not false;
            first &= !isFirst;
            views.Add(new(option.Value, flow.Context.Fill(option.Label), option.Hint is null ? null : flow.Context.Fill(option.Hint),
                isFirst ? FormValidation.InputId(place) : FormValidation.InputId(place, option.Value), chosen.Contains(option.Value), now));
        }

        return views;
    }

    private static string Accept(FieldDefinition field) => string.Join(',', field.Accept.Select(kind => kind switch
    {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "image/heic"
    }));
}
