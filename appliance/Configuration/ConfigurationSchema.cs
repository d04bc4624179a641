namespace Beffroi.Appliance.Configuration;

/// <summary>The JSON Schema of the configuration file, for editors; shipped with the package.</summary>
internal static class ConfigurationSchema
{
    public static string Read()
    {
        using var stream = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream("beffroi.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
