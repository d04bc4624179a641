using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Site;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Adopt;

/// <summary>What a commune does with the démarches of the catalogue: offer one, say its own values, take a version, go back, stop offering it.</summary>
public sealed class AdoptDemarche(PortalWrites writes, DemarcheCatalogue catalogue, PublishedDemarches published, SiteCache cache, TimeProvider time)
{
    /// <summary>Offers the newest version; a démarche that is offered already stays as it is.</summary>
    /// <exception cref="DemarcheRuleException">The commune may not offer it.</exception>
    public Task AdoptAsync(Guid communeId, string code, CancellationToken cancellationToken) => ChangeAsync(
        communeId,
        async (db, token) =>
        {
            var version = VersionFor(communeId, code);
            if (!await db.DemarcheAdoptions.AnyAsync(row => row.CommuneId == communeId && row.Code == code, token))
            {
                db.DemarcheAdoptions.Add(new DemarcheAdoption { CommuneId = communeId, Code = code, Version = version.Version, AdoptedAt = time.GetUtcNow().UtcDateTime });
            }
        },
        cancellationToken);

    /// <summary>Stops offering it: it leaves the site; the dossiers go on.</summary>
    public Task LeaveAsync(Guid communeId, string code, CancellationToken cancellationToken) => ChangeAsync(
        communeId, async (db, token) => db.DemarcheAdoptions.Remove(await FindAsync(db, communeId, code, token)), cancellationToken);

    /// <summary>Records the commune's own values.</summary>
    public Task SetLocalAsync(Guid communeId, string code, LocalValues values, CancellationToken cancellationToken) => ChangeAsync(
        communeId,
        async (db, token) =>
        {
            var row = await FindAsync(db, communeId, code, token);
            row.LocalValues = values.Write();
            row.ToLookAt = null;
        },
        cancellationToken);

    /// <summary>Takes another version; the commune's own values come along. Requests under way stay on theirs.</summary>
    /// <returns>What the commune should look at.</returns>
    public async Task<IReadOnlyList<string>> TakeVersionAsync(Guid communeId, string code, string version, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> notes = [];
        await ChangeAsync(
            communeId,
            async (db, token) =>
            {
                var to = VersionFor(communeId, code, version);
                var row = await FindAsync(db, communeId, code, token);
                notes = row.Version == version ? [] : Take(row, to);
            },
            cancellationToken);
        return notes;
    }

    /// <summary>Goes back to the version before, with the values of that time, and stays on it until the commune takes another.</summary>
    public Task GoBackAsync(Guid communeId, string code, CancellationToken cancellationToken) => ChangeAsync(
        communeId,
        async (db, token) =>
        {
            var row = await FindAsync(db, communeId, code, token);
            if (row.FormerVersion is not { } former || catalogue.Find(code, former) is null)
            {
                throw new DemarcheRuleException("Il n’y a pas de version précédente à laquelle revenir.");
            }

            (row.Version, row.FormerVersion) = (former, row.Version);
            (row.LocalValues, row.FormerLocalValues) = (row.FormerLocalValues, row.LocalValues);
            (row.ToLookAt, row.Pinned) = (null, true);
        },
        cancellationToken);

    /// <summary>Moves a row to a version; what the commune should look at is kept on the row.</summary>
    internal static IReadOnlyList<string> Take(DemarcheAdoption row, DemarcheDefinition to)
    {
        var merged = LocalMerge.Carry(LocalValues.Read(row.LocalValues), to);
        (row.FormerVersion, row.FormerLocalValues) = (row.Version, row.LocalValues);
        (row.Version, row.LocalValues, row.Pinned) = (to.Version, merged.Values.Write(), false);
        row.ToLookAt = merged.ToLookAt.Count == 0 ? null : string.Join('\n', merged.ToLookAt);
        return merged.ToLookAt;
    }

    private async Task ChangeAsync(Guid communeId, Func<PortalDb, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        await writes.RunAsync(
            CommuneScope.One(communeId),
            async (db, token) =>
            {
                await change(db, token);
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        await cache.DropAsync(communeId, cancellationToken);
    }

    private DemarcheDefinition VersionFor(Guid communeId, string code, string? version = null) =>
        catalogue.FindVersion(code, version) is { } found && (found.Owner == CommuneScope.SyndicatId || found.Owner == communeId) && (version is not null || !found.IsWithdrawn)
            ? found.Definition
            : throw new DemarcheRuleException($"La démarche « {code} »{(version is null ? "" : $" en version {version}")} n’est pas dans le catalogue de la commune.");

    private static async Task<DemarcheAdoption> FindAsync(PortalDb db, Guid communeId, string code, CancellationToken cancellationToken) =>
        await db.DemarcheAdoptions.FirstOrDefaultAsync(row => row.CommuneId == communeId && row.Code == code, cancellationToken)
        ?? throw new DemarcheRuleException("La commune ne propose pas cette démarche.");
}
