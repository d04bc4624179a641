using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Purge;

/// <summary>
/// Deletes records that nothing needs any more: untouched for a year, without a request, a consent that holds, a tie or a merge; and the log of
/// readings after a year (RGPD, article 5(1)(e)). A record lives as long as the requests that are joined to it.
/// </summary>
public sealed class PurgePersonnes(PortalWrites writes, TimeProvider time) : IScheduledJob
{
    // A transaction holds this many at most: others write meanwhile.
    private const int Batch = 500;

    /// <inheritdoc />
    public static string Name => "personnes";

    /// <inheritdoc />
    public static string Label => "Suppression des fiches de personnes devenues inutiles";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 40), "chaque nuit à 3 h 40");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var before = time.GetUtcNow().UtcDateTime.AddYears(-1);
        var readings = await writes.RunAsync(
            CommuneScope.Syndicat,
            (db, token) => db.PersonneAcces.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.At < before).ExecuteDeleteAsync(token),
            stopping);
        var (records, last) = (0, Batch);
        while (last == Batch)
        {
            last = await writes.RunAsync(CommuneScope.Syndicat, (db, token) => DeleteAsync(db, before, token), stopping);
            records += last;
        }

        return readings + records;
    }

    private static async Task<int> DeleteAsync(PortalDb db, DateTime before, CancellationToken cancellationToken)
    {
        var idle = await db.Personnes.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.UpdatedAt < before && row.MergedIntoId == null
                && !db.Personnes.Any(other => other.CommuneId == row.CommuneId && other.MergedIntoId == row.Id)
                && !db.Dossiers.Any(dossier => dossier.CommuneId == row.CommuneId && dossier.PersonneId == row.Id)
                && !db.PersonneConsents.Any(consent => consent.CommuneId == row.CommuneId && consent.PersonneId == row.Id && consent.WithdrawnAt == null)
                && !db.Representants.Any(tie => tie.CommuneId == row.CommuneId && tie.Until == null && (tie.PersonneId == row.Id || tie.OrganisationId == row.Id)))
            .OrderBy(row => row.UpdatedAt).Take(Batch).Select(row => row.Id).ToListAsync(cancellationToken);
        // Their keys, readings, consents and ties go with them.
        await db.Personnes.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => idle.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        return idle.Count;
    }
}
