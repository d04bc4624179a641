using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Purge;

/// <summary>
/// Deletes drafts that nobody has written to for three months, and those that became a dossier a week ago (DOMAIN RGP-06); the answers
/// of a filed request live on in its dossier. Pieces that only a purged draft held go with it, then the files that no piece names.
/// </summary>
public sealed class PurgeDrafts(PortalWrites writes, PurgeFiles files, TimeProvider time) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "brouillons";

    /// <inheritdoc />
    public static string Label => "Suppression des brouillons anciens";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 20), "chaque nuit à 3 h 20");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (abandoned, filed) = (now.AddMonths(-3), now.AddDays(-7));
        var drafts = await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                var old = db.Drafts.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .Where(draft => draft.UpdatedAt < abandoned || (draft.DossierId != null && draft.UpdatedAt < filed));
                await db.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .Where(piece => piece.DossierId == null && old.Any(draft => draft.Id == piece.DraftId))
                    .ExecuteDeleteAsync(token);
                return await old.ExecuteDeleteAsync(token);
            },
            stopping);
        return drafts + await files.RunAsync(stopping);
    }
}
