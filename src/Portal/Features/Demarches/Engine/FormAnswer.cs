using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One answer in its stored shape; dates are texts such as 1985-03-14, partial ones 1985-03 or 1985.</summary>
public abstract record FormAnswer
{
    internal abstract JsonNode ToNode();

    internal static FormAnswer? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => ReadText(element) is { } text ? new TextAnswer(text) : null,
        JsonValueKind.Number => element.TryGetDecimal(out var number) ? new NumberAnswer(number) : null,
        JsonValueKind.True => new FlagAnswer(true),
        JsonValueKind.False => new FlagAnswer(false),
        JsonValueKind.Object => BlockAnswer.FromElement(element) ?? (FormAnswer?)ReadParts(element),
        JsonValueKind.Array => ReadList(element),
        _ => null
    };

    // A lone surrogate is legal in a JSON escape and not in a string of characters.
    private static string? ReadText(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static PartsAnswer? ReadParts(JsonElement element)
    {
        var parts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.String || ReadText(property.Value) is not { } value || parts.Count > 20)
            {
                return null;
            }

            parts[property.Name] = value;
        }

        return new PartsAnswer(parts.ToImmutable());
    }

    private static FormAnswer? ReadList(JsonElement element)
    {
        if (element.GetArrayLength() > 100)
        {
            return null;
        }

        var items = element.EnumerateArray().ToList();
        if (items.Count > 0 && items.TrueForAll(i => i.ValueKind is JsonValueKind.Object))
        {
            var files = items.ConvertAll(FileAnswer.FromElement);
            return files.Contains(null) ? null : new FilesAnswer([.. files.OfType<FileAnswer>()]);
        }

        var texts = items.ConvertAll(i => i.ValueKind is JsonValueKind.String ? ReadText(i) : null);
        return texts.Contains(null) ? null : new ListAnswer([.. texts.OfType<string>()]);
    }
}

/// <summary>A text, a choice's value or a date.</summary>
public sealed record TextAnswer(string Value) : FormAnswer
{
    internal override JsonNode ToNode() => JsonValue.Create(Value);
}

/// <summary>A number, or an amount in euros.</summary>
public sealed record NumberAnswer(decimal Value) : FormAnswer
{
    internal override JsonNode ToNode() => JsonValue.Create(Value);
}

/// <summary>Yes or no; an honour statement that was ticked is yes.</summary>
public sealed record FlagAnswer(bool Value) : FormAnswer
{
    internal override JsonNode ToNode() => JsonValue.Create(Value);
}

/// <summary>Several choices' values, in the order of the definition.</summary>
public sealed record ListAnswer(ImmutableArray<string> Values) : FormAnswer
{
    internal override JsonNode ToNode() => new JsonArray([.. Values.Select(v => (JsonNode)JsonValue.Create(v))]);

    public bool Equals(ListAnswer? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => Values.Length;
}

/// <summary>An answer in parts: an address, a person, a commune.</summary>
public sealed record PartsAnswer(ImmutableSortedDictionary<string, string> Values) : FormAnswer
{
    internal override JsonNode ToNode() => new JsonObject(Values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));

    public bool Equals(PartsAnswer? other) => other is not null && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => Values.Count;
}

/// <summary>The items of a block, each with the answers to its questions.</summary>
public sealed record BlockAnswer(ImmutableArray<FormAnswers> Items) : FormAnswer
{
    private const string Member = "items";

    internal override JsonNode ToNode() => new JsonObject { [Member] = new JsonArray([.. Items.Select(item => (JsonNode)item.ToNode())]) };

    internal static new BlockAnswer? FromElement(JsonElement element) =>
        element.TryGetProperty(Member, out var items) && items.ValueKind is JsonValueKind.Array && items.GetArrayLength() <= 30
            ? new BlockAnswer([.. items.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).Select(FormAnswers.Unchecked)])
            : null;

    public bool Equals(BlockAnswer? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Length;
}

/// <summary>The files of one attachment.</summary>
public sealed record FilesAnswer(ImmutableArray<FileAnswer> Files) : FormAnswer
{
    internal override JsonNode ToNode() => new JsonArray([.. Files.Select(f => (JsonNode)f.ToNode())]);

    public bool Equals(FilesAnswer? other) => other is not null && Files.SequenceEqual(other.Files);

    public override int GetHashCode() => Files.Length;
}

/// <summary>A file already kept by the draft: its id in the store, the name the person gave it, its media type and its size in bytes.</summary>
public sealed record FileAnswer(Guid Id, string Name, string MediaType, long Size)
{
    internal JsonObject ToNode() => new()
    {
        ["id"] = Id.ToString("D"),
        ["name"] = Name,
        ["mediaType"] = MediaType,
        ["size"] = Size
    };

    internal static FileAnswer? FromElement(JsonElement element) =>
        element.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String && id.TryGetGuid(out var guid)
        && element.TryGetProperty("name", out var name) && FormAnswer.FromElement(name) is TextAnswer { Value: var fileName }
        && element.TryGetProperty("mediaType", out var type) && FormAnswer.FromElement(type) is TextAnswer { Value: var mediaType }
        && element.TryGetProperty("size", out var size) && size.ValueKind is JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes >= 0
            ? new FileAnswer(guid, fileName, mediaType, bytes)
            : null;
}
