namespace Beffroi.Appliance.Configuration;

/// <summary>Says what an unknown key may have meant.</summary>
internal static class UnknownKey
{
    public static string Hint(string key)
    {
        if (SettingKey.Nearest(key) is { } near)
        {
            return $"Vouliez-vous dire « {near} » ?";
        }

        var section = key.LastIndexOf(':') is var colon and > 0 && SettingKey.Sections.Contains(key[..colon]) ? key[..colon] : "";
        // Written outside its section, a key is found by its last word.
        var elsewhere = SettingKey.All.FirstOrDefault(known => string.Equals(known.Path.Split(':')[^1], key.Split(':')[^1], StringComparison.OrdinalIgnoreCase));
        return elsewhere is not null
            ? $"Vouliez-vous dire « {elsewhere.Path} » ?"
            : $"Clés acceptées : {string.Join(", ", Inside(section))}.";
    }

    private static IEnumerable<string> Inside(string section)
    {
        var prefix = section.Length == 0 ? "" : section + ":";
        return SettingKey.All
            .Where(key => key.Path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(key => key.Path[prefix.Length..].Split(':')[0])
            .Distinct(StringComparer.Ordinal);
    }
}
