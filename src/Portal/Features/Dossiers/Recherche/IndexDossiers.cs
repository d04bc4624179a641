using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>
/// Makes the search entries that are missing, or of older rules: those of dossiers from before the index, or of a commune restored from an older backup.
/// </summary>
public sealed class IndexDossiers(PortalContexts contexts, PortalWrites writes) : IScheduledJob
{
    private const int Batch = 200;

    /// <inheritdoc />
    public static string Name => "recherche-rattrapage";

    /// <inheritdoc />
    public static string Label => "Recherche\u00a0: prise en compte des demandes oubliées";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromHours(6), "toutes les 6 heures");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var done = 0;
        var after = Guid.Empty;
        while (await NextAsync(after, stopping) is { Count: > 0 } missing)
        {
            await writes.RunAsync(
                CommuneScope.Of(missing.Select(row => row.CommuneId).Distinct()),
                async (db, token) =>
                {
                    var ids = missing.ConvertAll(row => row.Id);
                    foreach (var dossier in await db.Dossiers.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(token))
                    {
                        await SearchIndex.RebuildAsync(db, dossier, token);
                    }

                    await db.SaveChangesAsync(token);
                },
                stopping);
            done += missing.Count;
            after = missing[^1].Id;
        }

        return done;
    }

    private async Task<List<Missing>> NextAsync(Guid after, CancellationToken stopping)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var entries = db.SearchEntries.IgnoreQueryFilters([PortalDb.CommuneFilter]);
        return await db.Dossiers.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.Id > after && !entries.Any(entry => entry.DossierId == row.Id && entry.Rules >= SearchEntry.CurrentRules))
            .OrderBy(row => row.Id)
            .Take(Batch)
            .Select(row => new Missing(row.Id, row.CommuneId))
            .ToListAsync(stopping);
    }

    private sealed record Missing(Guid Id, Guid CommuneId);
}
