using System.Text.Json;
using System.Text.Json.Serialization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine.Scripted;

/// <summary>
/// The conditions of a page that hang on its own questions: a browser with scripts reads them as the person answers, and shows what would otherwise
/// come with the next page. What hangs on other pages is settled; what hangs on a calculation waits for the server, which decides again in any case.
/// </summary>
internal sealed class PageConditions
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    private readonly Dictionary<string, Condition> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, string Option), Condition> _options = [];
    private readonly HashSet<(string Field, string Option)> _unsure = [];
    private readonly HashSet<(string Field, string Option)> _refused = [];
    private readonly HashSet<string> _never = new(StringComparer.Ordinal);
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private PageConditions()
    {
    }

    /// <summary>The conditions as the script reads them, safe inside an element; null when there are none.</summary>
    public string? Json { get; private set; }

    public static PageConditions Of(FormFlow flow, PageDefinition page)
    {
        var conditions = new PageConditions();
        var here = page.AllFields().SelectMany(field => field.Fields.Prepend(field)).ToDictionary(field => field.Id, StringComparer.Ordinal);
        var reduction = new ConditionReduction(here.Keys, flow.Holds);
        foreach (var section in page.Sections)
        {
            foreach (var field in section.Fields)
            {
                conditions.Add(field, reduction.Reduce(section.When, field.When), reduction, here);
                foreach (var inside in field.Fields)
                {
                    conditions.Add(inside, reduction.Reduce(inside.When), reduction, here);
                }
            }
        }

        if (conditions._fields.Count + conditions._options.Count > 0)
        {
            var visible = flow.VisibleFields(page).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
            conditions.Json = JsonSerializer.Serialize(
                page.AllFields().Where(conditions.Matters).Select(field => conditions.Rule(field, flow.Context, visible.Contains(field.Id))), s_json);
        }

        return conditions;
    }

    /// <summary>Whether the script shows and hides this question.</summary>
    public bool Handles(FieldDefinition field) => _fields.ContainsKey(field.Id);

    /// <summary>Whether the script shows and hides this answer of a question.</summary>
    public bool Handles(FieldDefinition field, ChoiceOption option) => _options.ContainsKey((field.Id, option.Value));

    private void Add(FieldDefinition field, Condition? left, ConditionReduction reduction, Dictionary<string, FieldDefinition> here)
    {
        if (left is not null && ConditionReduction.Settled(left) is { } settled)
        {
            _ = settled || _never.Add(field.Id);
        }
        else if (left is not null && IsWaiting(left, here))
        {
            _waiting.Add(field.Id);
        }
        else if (left is not null)
        {
            _fields[field.Id] = left;
            _read.UnionWith(left.FieldsRead());
        }

        foreach (var option in field.Options)
        {
            if (reduction.Reduce(option.When) is not { } when)
            {
                continue;
            }

            if (ConditionReduction.Settled(when) is { } offered)
            {
                _ = offered || _refused.Add((field.Id, option.Value));
            }
            else if (IsWaiting(when, here))
            {
                _unsure.Add((field.Id, option.Value));
            }
            else
            {
                _options[(field.Id, option.Value)] = when;
                _read.UnionWith(when.FieldsRead());
            }
        }
    }

    private static bool IsWaiting(Condition when, Dictionary<string, FieldDefinition> here) => when.FieldsRead().Any(read => here[read].Kind is FieldKind.Computed);

    private bool Matters(FieldDefinition field) =>
        _fields.ContainsKey(field.Id) || _read.Contains(field.Id) || field.Options.Any(option => Handles(field, option)) || field.Fields.Any(Matters);

    private object Rule(FieldDefinition field, FormContext context, bool drawn) => new
    {
        field.Id,
        Kind = JsonNamingPolicy.CamelCase.ConvertName(field.Kind.ToString()),
        When = _fields.GetValueOrDefault(field.Id) is { } when ? Shipped(when, context) : null,
        Absent = _never.Contains(field.Id) || (_waiting.Contains(field.Id) && !drawn),
        Maybe = _waiting.Contains(field.Id) && drawn,
        Min = field.Kind is FieldKind.Number or FieldKind.Amount ? field.Min : field.MinLength,
        Max = field.Kind switch { FieldKind.Number or FieldKind.Amount => field.Max, FieldKind.Block => field.MostItems, _ => field.MaxLength },
        Earliest = DateOf(field.Earliest, context),
        Latest = DateOf(field.Latest, context),
        Parts = FieldCodec.Of(field).Parts is { Count: > 0 } parts ? parts.Select(part => new { part.Name, Max = part.MaxLength, part.Optional }) : null,
        Options = OrNull(field.Options.Where(option => Handles(field, option)).ToDictionary(option => option.Value, option => Shipped(_options[(field.Id, option.Value)], context), StringComparer.Ordinal)),
        Unsure = OrNull(field.Options.Select(option => option.Value).Where(value => _unsure.Contains((field.Id, value))).ToList()),
        Refused = OrNull(field.Options.Select(option => option.Value).Where(value => _refused.Contains((field.Id, value))).ToList()),
        Fields = OrNull(field.Fields.Where(Matters).Select(inside => Rule(inside, context, true)).ToList()),
    };

    private static T? OrNull<T>(T many)
        where T : class, System.Collections.ICollection => many.Count > 0 ? many : null;

    // Dates as the browser compares them.
    private static Condition Shipped(Condition when, FormContext context) => when with
    {
        All = when.All is { } all ? [.. all.Select(part => Shipped(part, context))] : null,
        Any = when.Any is { } any ? [.. any.Select(part => Shipped(part, context))] : null,
        Not = when.Not is { } not ? Shipped(not, context) : null,
        Before = when.Before is null ? null : DateOf(when.Before, context) ?? "",
        After = when.After is null ? null : DateOf(when.After, context) ?? "",
    };

    private static string? DateOf(string? expression, FormContext context) =>
        expression is not null && context.ReadDate(expression) is { } date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
}
