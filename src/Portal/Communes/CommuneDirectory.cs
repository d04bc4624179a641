using System.Collections.Frozen;
using System.Globalization;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Communes;

/// <summary>The communes and their hosts in memory: one frozen look-up a request, made anew when a commune changes.</summary>
public sealed class CommuneDirectory(PortalContexts contexts, PortalSettings settings, TimeProvider time)
{
    private static readonly StringComparer s_french = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: false);

    private long _lastLook;
    private volatile Snapshot _snapshot = Snapshot.Empty;

    /// <summary>The syndicate, or null while the appliance waits for <c>beffroi setup</c>.</summary>
    public Syndicat? Syndicat => _snapshot.Syndicat;

    /// <summary>All communes by name.</summary>
    public IReadOnlyList<Commune> All => _snapshot.Communes;

    /// <summary>The host of a request, or null when it is not ours.</summary>
    /// <param name="host">The host with its port, as the request says it.</param>
    public SiteHost? FindHost(string host) => _snapshot.Hosts.GetValueOrDefault(host);

    /// <summary>Every host served here, without port: the syndicate's own, the communes', their domains and former addresses.</summary>
    public IReadOnlySet<string> HostNames => _snapshot.HostNames;

    /// <summary>A commune by its key.</summary>
    public Commune? Find(Guid id) => _snapshot.ById.GetValueOrDefault(id);

    /// <summary>A commune by its INSEE code.</summary>
    public Commune? FindInsee(string insee) => _snapshot.Communes.FirstOrDefault(commune => commune.Insee == insee);

    /// <summary>The main host of a commune, with its port.</summary>
    public string HostOf(Commune commune) => $"{commune.Slug}.{settings.Base}";

    /// <summary>An address on a commune's host.</summary>
    public string UrlOf(Commune commune, string path) => $"{settings.Scheme}://{HostOf(commune)}{path}";

    /// <summary>Whether a host with its port belongs to a commune's public site.</summary>
    public bool IsCommuneHost(string host) => FindHost(host) is { Kind: HostKind.Commune };

    /// <summary>
    /// The host of a request that is not known yet: a command beside the running appliance may have just added it. The communes are
    /// read again, at most once in two seconds however many unknown hosts are asked for.
    /// </summary>
    public async ValueTask<SiteHost?> FindNewHostAsync(string host, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _lastLook);
        if ((last != 0 && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(2)) || Interlocked.CompareExchange(ref _lastLook, now, last) != last)
        {
            return null;
        }

        await RefreshAsync(cancellationToken);
        return FindHost(host);
    }

    /// <summary>Reads the communes again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var syndicat = await db.Syndicats.FirstOrDefaultAsync(row => row.Id == Communes.Syndicat.TheOne, cancellationToken);
        var communes = await db.Communes.OrderBy(commune => commune.Nom).ToListAsync(cancellationToken);
        var aliases = await db.CommuneHosts.ToListAsync(cancellationToken);
        communes.Sort((left, right) => s_french.Compare(left.Nom, right.Nom));
        _snapshot = Take(syndicat, communes, aliases);
    }

    private Snapshot Take(Syndicat? syndicat, List<Commune> communes, List<CommuneHost> aliases)
    {
        var byId = communes.ToFrozenDictionary(commune => commune.Id);
        var hosts = new Dictionary<string, SiteHost>(StringComparer.OrdinalIgnoreCase);
        var own = new Brand(syndicat?.Nom ?? "Beffroi", "Services numériques des communes", "", "#1d4f76", "/theme.css");
        hosts[settings.Base] = new SiteHost(HostKind.Syndicat, settings.Base, own);
        hosts["bureau." + settings.Base] = new SiteHost(HostKind.Bureau, "bureau." + settings.Base, own);
        hosts["sso." + settings.Base] = new SiteHost(HostKind.Sso, "sso." + settings.Base, own);

        foreach (var commune in communes)
        {
            var host = HostOf(commune);
            hosts[host] = new SiteHost(HostKind.Commune, host, BrandOf(commune), commune.Id);
        }

        foreach (var alias in aliases)
        {
            if (byId.TryGetValue(alias.CommuneId, out var commune))
            {
                hosts[alias.Host] = new SiteHost(
                    HostKind.Commune, alias.Host, BrandOf(commune), commune.Id, alias.Redirects ? HostOf(commune) : null);
            }
        }

        return new Snapshot(
            syndicat,
            communes,
            byId,
            hosts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            hosts.Keys.Select(host => host.Split(':')[0]).ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }

    private static Brand BrandOf(Commune commune) => new(
        commune.Nom, $"Mairie · {commune.DepartementNom}", CommuneNames.Monogram(commune.Nom), commune.Couleur, "/theme.css");

    private sealed record Snapshot(
        Syndicat? Syndicat,
        IReadOnlyList<Commune> Communes,
        FrozenDictionary<Guid, Commune> ById,
        FrozenDictionary<string, SiteHost> Hosts,
        FrozenSet<string> HostNames)
    {
        public static Snapshot Empty { get; } = new(
            null, [], FrozenDictionary<Guid, Commune>.Empty, FrozenDictionary<string, SiteHost>.Empty, FrozenSet<string>.Empty);
    }
}
