using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>Reads and writes a définition as JSON; an unknown or doubled member is refused with a <see cref="JsonException"/>.</summary>
public static class DefinitionJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static DemarcheDefinition Read(string json) =>
        JsonSerializer.Deserialize<DemarcheDefinition>(json, Options) ?? throw new JsonException("La définition est vide.");

    public static string Write(DemarcheDefinition definition) => JsonSerializer.Serialize(definition, Options);

    /// <summary>Whether two parts of definitions say the same.</summary>
    internal static bool Same<T>(T one, T other) => JsonSerializer.Serialize(one, Options) == JsonSerializer.Serialize(other, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = 32,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) }
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
