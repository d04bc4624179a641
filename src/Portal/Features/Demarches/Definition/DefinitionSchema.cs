using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>The JSON Schema of the format, drawn from the very records that read it: editors complete and check definitions with it.</summary>
public static class DefinitionSchema
{
    /// <summary>Writes the schema.</summary>
    public static string Write()
    {
        var schema = DefinitionJson.Options.GetJsonSchemaAsNode(
            typeof(DemarcheDefinition),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
        var titled = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Démarche",
            ["description"] = "Une démarche du catalogue de Beffroi ; le format est décrit dans docs/demarche-format.md.",
        };
        foreach (var (name, value) in schema.ToList())
        {
            schema.Remove(name);
            titled[name] = value;
        }

        return titled.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }
}
