using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>Reads what is treated together with a dossier, inside the agent's communes.</summary>
public sealed class FusionDesk(DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <param name="db">The database, inside its walls.</param>
    /// <param name="agent">Who looks.</param>
    /// <param name="dossier">The dossier that is shown.</param>
    /// <param name="withHints">Whether others that may be about the same thing are looked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FusionView> ReadAsync(PortalDb db, AgentAccess agent, Dossier dossier, bool withHints, CancellationToken cancellationToken)
    {
        var (communeId, id) = (dossier.CommuneId, dossier.Id);
        var splits = await db.DossierScissions.AsNoTracking()
            .Where(row => row.CommuneId == communeId && row.OrigineId == id)
            .OrderBy(row => row.At).Take(SplitDossier.Most)
            .ToListAsync(cancellationToken);
        var own = await db.DossierScissions.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == id, cancellationToken);
        List<Guid> linked = [.. splits.Select(row => row.DossierId), .. new[] { own?.OrigineId, dossier.JointeA }.OfType<Guid>()];
        var rows = linked.Count == 0 ? [] : await db.Dossiers.AsNoTracking().Where(row => row.CommuneId == communeId && linked.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var joined = await db.Dossiers.AsNoTracking()
            .Where(row => row.CommuneId == communeId && row.JointeA == id)
            .OrderBy(row => row.Id).Take(FollowJoined.Most)
            .ToListAsync(cancellationToken);
        var mayJoin = agent.MayWork(communeId) && dossier is { IsClosed: false, DecidedAt: null, ImpliciteLe: null, JointeA: null };
        return new FusionView
        {
            Into = dossier.JointeA is { } into && rows.TryGetValue(into, out var main) ? LinkedDossier.Of(main) : null,
            Joined = [.. joined.Select(LinkedDossier.Of)],
            Origin = own is not null && rows.TryGetValue(own.OrigineId, out var origin) ? LinkedDossier.Of(origin) : null,
            Parts = [.. splits.Where(row => rows.ContainsKey(row.DossierId)).Select(row => new LinkedPart(
                LinkedDossier.Of(rows[row.DossierId]), row.UndoneAt is null && rows[row.DossierId].Version == row.Version, row.UndoneAt is not null))],
            Hints = withHints && mayJoin && joined.Count == 0
                ? await FindDuplicates.RunAsync(db, dossier, catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion), time.GetUtcNow().UtcDateTime, cancellationToken)
                : [],
            MayJoin = mayJoin,
        };
    }
}
