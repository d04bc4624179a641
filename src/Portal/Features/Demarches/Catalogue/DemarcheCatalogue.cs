using System.Reflection;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Catalogue;

/// <summary>The démarches shipped with Beffroi, by code and version; a broken one stops the start and names its fault.</summary>
public sealed class DemarcheCatalogue
{
    private const string Prefix = "demarches/";
    private readonly List<DemarcheDefinition> definitions;

    private DemarcheCatalogue(List<DemarcheDefinition> definitions) => this.definitions = definitions;

    /// <summary>Every version, by code and then newest first.</summary>
    public IReadOnlyList<DemarcheDefinition> All => definitions;

    /// <summary>Reads the embedded definitions; throws <see cref="InvalidDataException"/> with the file and its faults.</summary>
    public static DemarcheCatalogue Load() => Load(Embedded());

    internal static DemarcheCatalogue Load(IEnumerable<(string Name, string Json)> files)
    {
        var read = new List<DemarcheDefinition>();
        foreach (var (name, json) in files)
        {
            var faults = DefinitionCheck.Check(json);
            if (faults.Count > 0)
            {
                throw new InvalidDataException($"La démarche {name} ne peut pas être publiée :\n{string.Join('\n', faults)}");
            }

            read.Add(DefinitionJson.Read(json));
        }

        if (read.GroupBy(d => (d.Code, d.Version)).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"La démarche {twice.Key.Code} existe deux fois en version {twice.Key.Version}.");
        }

        return new([.. read.OrderBy(d => d.Code, StringComparer.Ordinal).ThenByDescending(d => System.Version.Parse(d.Version))]);
    }

    /// <summary>The newest version, or the one asked for; null when unknown.</summary>
    public DemarcheDefinition? Find(string code, string? version = null) =>
        definitions.Find(d => d.Code == code && (version is null || d.Version == version));

    private static IEnumerable<(string Name, string Json)> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
