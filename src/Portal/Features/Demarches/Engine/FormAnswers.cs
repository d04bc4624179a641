using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>The answers of one person to one form, by field id; immutable, kept as one JSON object, at most 256 Ko.</summary>
public sealed record FormAnswers
{
    public const int MaxJsonLength = 256 * 1024;

    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableSortedDictionary<string, FormAnswer> byField;

    private FormAnswers(ImmutableSortedDictionary<string, FormAnswer> byField) => this.byField = byField;

    public static FormAnswers Empty { get; } = new(ImmutableSortedDictionary.Create<string, FormAnswer>(StringComparer.Ordinal));

    public IEnumerable<string> FieldIds => byField.Keys;

    public int Count => byField.Count;

    public FormAnswer? this[string fieldId] => byField.GetValueOrDefault(fieldId);

    public FormAnswers With(string fieldId, FormAnswer answer) => new(byField.SetItem(fieldId, answer));

    public FormAnswers Without(string fieldId) => byField.ContainsKey(fieldId) ? new(byField.Remove(fieldId)) : this;

    /// <summary>The text of one answer (a choice's value, a date as 1985-03-14), or of one of its parts; null when there is none.</summary>
    public string? Text(string fieldId, string part = "") => this[fieldId] switch
    {
        TextAnswer text when part.Length == 0 => text.Value,
        NumberAnswer number when part.Length == 0 => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BlockAnswer block when part.Length == 0 => block.Items.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
        FlagAnswer flag when part.Length == 0 => flag.Value ? "oui" : "non",
        PartsAnswer parts => parts.Values.GetValueOrDefault(part),
        _ => null
    };

    /// <summary>Every file of every attachment.</summary>
    public IEnumerable<FileAnswer> Files() => byField.Values.OfType<FilesAnswer>().SelectMany(f => f.Files);

    /// <summary>Every block that was answered.</summary>
    public IEnumerable<BlockAnswer> Blocks() => byField.Values.OfType<BlockAnswer>();

    public string ToJson() => ToNode().ToJsonString(Writing);

    /// <summary>These answers and those of others, which win.</summary>
    public FormAnswers With(FormAnswers others) => others.Count == 0 ? this : new(byField.SetItems(others.byField));

    internal JsonObject ToNode()
    {
        var root = new JsonObject();
        foreach (var (id, answer) in byField)
        {
            root[id] = answer.ToNode();
        }

        return root;
    }

    /// <summary>Whatever an object holds, before a definition has looked at it.</summary>
    internal static FormAnswers Unchecked(JsonElement root)
    {
        var answers = Empty;
        foreach (var property in root.EnumerateObject().Take(400))
        {
            if (FormAnswer.FromElement(property.Value) is { } raw)
            {
                answers = answers.With(property.Name, raw);
            }
        }

        return answers;
    }

    /// <summary>Reads answers that were kept; whatever the definition would not accept today is left out, never trusted.</summary>
    public static FormAnswers Read(string? json, DemarcheDefinition definition, FormContext context)
    {
        if (string.IsNullOrWhiteSpace(json) || json.Length > MaxJsonLength)
        {
            return Empty;
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 12 };
            using var document = JsonDocument.Parse(json, options);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement, definition, context) : Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    // A computed value is worked out again, never read.
    private static FormAnswers Read(JsonElement root, DemarcheDefinition definition, FormContext context)
    {
        var answers = Empty;
        foreach (var field in definition.AllFields().Where(field => field.IsAsked))
        {
            if (root.TryGetProperty(field.Id, out var element)
                && FormAnswer.FromElement(element) is { } raw
                && FieldCodec.Of(field).Normalise(field, raw, context) is { } sound)
            {
                answers = answers.With(field.Id, sound);
            }
        }

        return answers;
    }

    public bool Equals(FormAnswers? other) => other is not null && string.Equals(ToJson(), other.ToJson(), StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToJson());
}
