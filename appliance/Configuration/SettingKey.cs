using System.Collections.Frozen;
using System.Reflection;

namespace Beffroi.Appliance.Configuration;

/// <summary>One key of the configuration.</summary>
/// <param name="Path">The key with its section, such as <c>Smtp:Port</c>.</param>
/// <param name="Type">What its value is: text, number, yes or no, one of several words, or a list of texts.</param>
/// <param name="IsSecret">Whether its value is never shown.</param>
/// <param name="IsOptional">Whether an empty value means none.</param>
internal sealed record SettingKey(string Path, Type Type, bool IsSecret, bool IsOptional)
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>Every key, as the settings classes declare them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } = [.. Of(typeof(ApplianceSettings), "")];

    private static FrozenDictionary<string, SettingKey> ByPath { get; } =
        All.ToFrozenDictionary(key => key.Path, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every section, such as <c>Smtp</c>.</summary>
    public static FrozenSet<string> Sections { get; } = All
        .SelectMany(key => Parents(key.Path))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether its value is a list of texts.</summary>
    public bool IsList => Type != typeof(string) && Type.IsAssignableTo(typeof(IEnumerable<string>));

    /// <summary>The key of a path; that of an element of a list, such as <c>Backup:Recipients:0</c>, is the list's.</summary>
    public static SettingKey? Find(string path)
    {
        if (ByPath.TryGetValue(path, out var key))
        {
            return key.IsList ? null : key;
        }

        return path.LastIndexOf(':') is var colon and > 0 && int.TryParse(path.AsSpan(colon + 1), out _)
            && ByPath.TryGetValue(path[..colon], out var list) && list.IsList ? list : null;
    }

    /// <summary>A list by its own path.</summary>
    public static SettingKey? FindList(string path) => ByPath.TryGetValue(path, out var key) && key.IsList ? key : null;

    /// <summary>The known path nearest to an unknown one, or null when none is near.</summary>
    public static string? Nearest(string path) => Words.Nearest(path, All.Select(key => key.Path).Concat(Sections));

    private static IEnumerable<SettingKey> Of(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var declared = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var path = prefix + property.Name;
            if (IsValue(declared))
            {
                bool optional;
                lock (s_nullability)
                {
                    optional = s_nullability.Create(property).WriteState == NullabilityState.Nullable;
                }

                yield return new SettingKey(path, declared, property.IsDefined(typeof(SecretAttribute)), optional);
                continue;
            }

            foreach (var key in Of(declared, path + ":"))
            {
                yield return key;
            }
        }
    }

    private static bool IsValue(Type type) =>
        type.IsEnum || type.IsPrimitive || type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable<string>));

    private static IEnumerable<string> Parents(string path)
    {
        for (var colon = path.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = path.IndexOf(':', colon + 1))
        {
            yield return path[..colon];
        }
    }
}
