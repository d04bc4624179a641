using System.IO.Compression;
using System.Reflection;

namespace Beffroi.Web;

/// <summary>Resources that the build embedded compressed (<c>PackedResource</c> in Directory.Build.targets).</summary>
public static class PackedResource
{
    private const string Ending = ".gz";

    /// <summary>The names that begin with a prefix, as they were before packing.</summary>
    public static IEnumerable<string> Names(Assembly assembly, string prefix) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
        .Select(name => name[..^Ending.Length]);

    /// <summary>Opens one for reading, from its beginning only.</summary>
    /// <exception cref="InvalidOperationException">The assembly has none of that name.</exception>
    public static Stream Open(Assembly assembly, string name) => new GZipStream(
        assembly.GetManifestResourceStream(name + Ending) ?? throw new InvalidOperationException($"No packed resource {name} in {assembly.GetName().Name}."),
        CompressionMode.Decompress);
}
