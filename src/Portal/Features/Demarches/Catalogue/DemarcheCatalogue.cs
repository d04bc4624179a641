using System.Collections.Frozen;
using System.Reflection;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web;

namespace Beffroi.Portal.Features.Demarches.Catalogue;

/// <summary>A version of the catalogue: shipped with Beffroi or published by the syndicate (<see cref="Owner"/> is empty), or by the commune that owns it.</summary>
public sealed record CatalogueVersion(DemarcheDefinition Definition, Guid Owner, bool IsWithdrawn, bool IsShipped = false);

/// <summary>Every démarche that can be offered, by code and version: those shipped with Beffroi, and those published here.</summary>
public sealed class DemarcheCatalogue
{
    private const string Prefix = "demarches/";
    private readonly Lazy<CatalogueVersion[]> shipped;
    private readonly Lock changing = new();
    private CatalogueVersion[] published = [];
    private volatile Snapshot? snapshot;

    private DemarcheCatalogue(Func<CatalogueVersion[]> shipped) => this.shipped = new(shipped);

    /// <summary>Every version, by code and then newest first.</summary>
    public IReadOnlyList<DemarcheDefinition> All => Current.All;

    /// <summary>Every version of an owner, by code and then newest first.</summary>
    public IEnumerable<CatalogueVersion> VersionsOf(Guid owner) =>
        Current.ByCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value).Where(version => version.Owner == owner);

    /// <summary>The newest version of each démarche that is not withdrawn, of the syndicate and of that commune.</summary>
    public IEnumerable<DemarcheDefinition> NewestFor(Guid communeId) => Current.ByCode.Values
        .Select(versions => versions.FirstOrDefault(version => !version.IsWithdrawn && (version.Owner == Guid.Empty || version.Owner == communeId)))
        .OfType<CatalogueVersion>().Select(version => version.Definition);

    /// <summary>The newest version of each démarche of the syndicate.</summary>
    public IEnumerable<DemarcheDefinition> Newest => NewestFor(Guid.Empty);

    /// <summary>The embedded definitions, read when the first of them is asked for: the start does not wait for them. A test holds each without fault.</summary>
    public static DemarcheCatalogue Load() => new(() => [.. Embedded().Select(json => new CatalogueVersion(DefinitionJson.Read(json), Guid.Empty, IsWithdrawn: false, IsShipped: true))]);

    /// <summary>Replaces what was published here; a version that is shipped too stays as shipped.</summary>
    internal void Complete(IEnumerable<CatalogueVersion> versions)
    {
        lock (changing)
        {
            published = [.. versions];
            snapshot = null;
        }
    }

    /// <summary>The version asked for, or the newest; null when unknown.</summary>
    public DemarcheDefinition? Find(string code, string? version = null) => FindVersion(code, version)?.Definition;

    /// <summary>The version asked for with its owner, or the newest that is not withdrawn.</summary>
    public CatalogueVersion? FindVersion(string code, string? version = null) => Current.ByCode.GetValueOrDefault(code) is { } versions
        ? Array.Find(versions, known => version is null ? !known.IsWithdrawn : known.Definition.Version == version)
        : null;

    private Snapshot Current
    {
        get
        {
            if (snapshot is { } known)
            {
                return known;
            }

            lock (changing)
            {
                return snapshot ??= Snapshot.Of(shipped.Value.Concat(published));
            }
        }
    }

    private static IEnumerable<string> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in PackedResource.Names(assembly, Prefix))
        {
            using var reader = new StreamReader(PackedResource.Open(assembly, name));
            yield return reader.ReadToEnd();
        }
    }

    private sealed record Snapshot(FrozenDictionary<string, CatalogueVersion[]> ByCode, IReadOnlyList<DemarcheDefinition> All)
    {
        public static Snapshot Of(IEnumerable<CatalogueVersion> versions)
        {
            var byCode = versions.GroupBy(version => version.Definition.Code, StringComparer.Ordinal).ToFrozenDictionary(
                group => group.Key,
                group => group.DistinctBy(version => version.Definition.Version).OrderByDescending(version => System.Version.Parse(version.Definition.Version)).ToArray(),
                StringComparer.Ordinal);
            return new(byCode, [.. byCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value).Select(version => version.Definition)]);
        }
    }
}
