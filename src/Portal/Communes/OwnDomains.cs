using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Communes;

/// <summary>A domain cannot be given to a commune; the message is in French and says how to mend it.</summary>
/// <param name="message">For the operator.</param>
/// <param name="isTaken">Whether the domain is another's, rather than badly written.</param>
public sealed class DomainRefusedException(string message, bool isTaken = false) : Exception(message)
{
    /// <summary>Whether the domain is another's.</summary>
    public bool IsTaken { get; } = isTaken;
}

/// <summary>The domains of a commune's own: one serves its site, former ones lead to its main address.</summary>
public sealed class OwnDomains(PortalContexts contexts, PortalWrites writes, CommuneDirectory directory, PortalSettings settings)
{
    /// <summary>The domains of a commune, the one that serves first.</summary>
    public async Task<IReadOnlyList<CommuneHost>> ListAsync(Commune commune, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return await db.CommuneHosts.Where(row => row.CommuneId == commune.Id).OrderBy(row => row.Redirects).ThenBy(row => row.Host).ToListAsync(cancellationToken);
    }

    /// <summary>Gives a domain to a commune. One that serves the site takes the place of the former one, which then redirects.</summary>
    /// <exception cref="DomainRefusedException">It is no domain, or not this commune's to have.</exception>
    public async Task GiveAsync(Commune commune, string typed, bool redirects, CancellationToken cancellationToken)
    {
        var host = Read(typed);
        var root = settings.Base.Split(':')[0];
        if (host == root || host.EndsWith("." + root, StringComparison.Ordinal))
        {
            throw new DomainRefusedException($"{host} est une adresse du syndicat ({root}) : seul un domaine de la commune se donne ainsi.", isTaken: true);
        }

        await writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            var known = await db.CommuneHosts.FirstOrDefaultAsync(row => row.Host == host, token);
            if (known is not null && known.CommuneId != commune.Id)
            {
                throw new DomainRefusedException($"{host} est déjà le domaine de {directory.Find(known.CommuneId)?.Nom ?? "une autre commune"}. Retirez-le-lui d’abord, avec --remove.", isTaken: true);
            }

            if (!redirects)
            {
                foreach (var former in await db.CommuneHosts.Where(row => row.CommuneId == commune.Id && row.Host != host).ToListAsync(token))
                {
                    former.Redirects = true;
                }
            }

            if (known is null)
            {
                known = new CommuneHost { Host = host, CommuneId = commune.Id };
                db.CommuneHosts.Add(known);
            }

            known.Redirects = redirects;
            await db.SaveChangesAsync(token);
        }, cancellationToken);
        await directory.RefreshAsync(cancellationToken);
    }

    /// <summary>Takes a domain away; false when the commune has no such domain.</summary>
    /// <exception cref="DomainRefusedException">It is no domain.</exception>
    public async Task<bool> RemoveAsync(Commune commune, string typed, CancellationToken cancellationToken)
    {
        var host = Read(typed);
        var isGone = await writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            if (await db.CommuneHosts.FirstOrDefaultAsync(row => row.Host == host && row.CommuneId == commune.Id, token) is not { } known)
            {
                return false;
            }

            db.CommuneHosts.Remove(known);
            await db.SaveChangesAsync(token);
            return true;
        }, cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        return isGone;
    }

    private static string Read(string typed) =>
        DomainName.Read(typed.Trim()) ?? throw new DomainRefusedException($"« {typed} » n’est pas un nom de domaine. {DomainName.HowTo}");
}
