using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Beffroi.Web.TagHelpers;

/// <summary>What a field knows once it is tied to its model: its name, what was typed, what is wrong.</summary>
internal sealed record BoundField(
    string Name,
    string Id,
    object? Model,
    string? Error,
    string? HintId,
    ModelStateDictionary State,
    IReadOnlyDictionary<string, string> Attributes)
{
    public string? ErrorId => Error is null ? null : $"{Id}-erreur";

    public string? DescribedBy =>
        (HintId, ErrorId) switch
        {
            (null, null) => null,
            (null, var error) => error,
            (var hint, null) => hint,
            var (hint, error) => $"{hint} {error}",
        };

    /// <summary>What was typed wins over the model: a form keeps it after an error.</summary>
    public string? Typed => State.TryGetValue(Name, out var entry) && entry.AttemptedValue is { } typed ? typed : Written(Model);

    public string? TypedPart(string part, string? known) =>
        State.TryGetValue($"{Name}.{part}", out var entry) && entry.AttemptedValue is { } typed ? typed : known;

    public bool IsChosen(string value)
    {
        if (State.TryGetValue(Name, out var entry) && entry.RawValue is not null)
        {
            return entry.RawValue is string[] many ? many.Contains(value, StringComparer.Ordinal) : Written(entry.RawValue) == value;
        }

        return Model is IEnumerable all and not string
            ? all.Cast<object?>().Any(one => Written(one) == value)
            : Written(Model) == value;
    }

    private static string? Written(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };
}
