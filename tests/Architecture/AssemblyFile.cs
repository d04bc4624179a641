using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Builder;

namespace Beffroi.Architecture.Tests;

/// <summary>What the metadata of an assembly say: the types it refers to, and those that it says to look for elsewhere.</summary>
/// <param name="References">The assembly where a type is looked for first, and the type's full name.</param>
/// <param name="Forwards">From a type's full name to the assembly that holds it.</param>
internal sealed record AssemblyFile(IReadOnlyList<(string Assembly, string Type)> References, IReadOnlyDictionary<string, string> Forwards)
{
    /// <summary>The assemblies beside these tests and those of the runtime, by name.</summary>
    public static Dictionary<string, AssemblyFile> ReadAll()
    {
        string[] folders = [AppContext.BaseDirectory, .. new[] { typeof(object), typeof(WebApplication) }.Select(type => Path.GetDirectoryName(type.Assembly.Location)!)];
        var assemblies = new Dictionary<string, AssemblyFile>(StringComparer.Ordinal);
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")))
        {
            using var image = new PEReader(File.OpenRead(file));
            if (image.HasMetadata)
            {
                assemblies.TryAdd(Path.GetFileNameWithoutExtension(file), Read(image.GetMetadataReader()));
            }
        }

        return assemblies;
    }

    /// <summary>The assemblies on the way to a type, from the one that is asked first to the one that holds it.</summary>
    public static IEnumerable<string> Way(IReadOnlyDictionary<string, AssemblyFile> assemblies, string first, string type)
    {
        for (var name = first; name is not null && assemblies.TryGetValue(name, out var assembly); name = assembly.Forwards.GetValueOrDefault(type))
        {
            yield return name;
        }
    }

    private static AssemblyFile Read(MetadataReader reader) => new(
        [
            .. reader.TypeReferences.Select(reader.GetTypeReference)
                .Where(type => type.ResolutionScope.Kind == HandleKind.AssemblyReference)
                .Select(type => (AssemblyName(reader, type.ResolutionScope), FullName(reader, type.Namespace, type.Name))),
        ],
        reader.ExportedTypes.Select(reader.GetExportedType)
            .Where(type => type.Implementation.Kind == HandleKind.AssemblyReference)
            .ToDictionary(type => FullName(reader, type.Namespace, type.Name), type => AssemblyName(reader, type.Implementation), StringComparer.Ordinal));

    private static string AssemblyName(MetadataReader reader, EntityHandle assembly) =>
        reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)assembly).Name);

    private static string FullName(MetadataReader reader, StringHandle space, StringHandle name) => $"{reader.GetString(space)}.{reader.GetString(name)}";
}
