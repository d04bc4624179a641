using System.Reflection;
using System.Text.Json;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Tests;

/// <summary>The schema shipped for editors says what the program reads.</summary>
public sealed class ConfigurationSchemaTests
{
    [Fact]
    public async Task Schema_HasTheKeysOfTheSettingsAndNoOther()
    {
        var (code, schema, _) = await BareCommand.RunAsync("check", "--schema");

        Assert.Equal(0, code);
        Assert.Equal(
            Declared(typeof(ApplianceSettings), "").Order(StringComparer.Ordinal),
            Described(JsonDocument.Parse(schema).RootElement, "").Where(key => key != "$schema").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Declared(Type type, string prefix) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.IsClass && property.PropertyType.Namespace == typeof(ApplianceSettings).Namespace
            ? Declared(property.PropertyType, prefix + property.Name + ":")
            : [prefix + property.Name]);

    private static IEnumerable<string> Described(JsonElement schema, string prefix)
    {
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            Assert.False(string.IsNullOrWhiteSpace(property.Value.GetProperty("description").GetString()), property.Name);
            if (!property.Value.TryGetProperty("properties", out _))
            {
                yield return prefix + property.Name;
                continue;
            }

            Assert.False(property.Value.GetProperty("additionalProperties").GetBoolean());
            foreach (var key in Described(property.Value, prefix + property.Name + ":"))
            {
                yield return key;
            }
        }
    }
}
