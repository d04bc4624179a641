using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Statistiques.Count;

/// <summary>Counts what happened since the last run into the roll-ups, commune by commune, in small steps; the first run counts all that there is.</summary>
public sealed class CountDossiers(PortalContexts contexts, PortalWrites writes, CountCommune count, ILogger<CountDossiers> logger) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "statistiques";

    /// <inheritdoc />
    public static string Label => "Comptes des statistiques";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(5), "toutes les 5 minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var lines = 0;
        await EachCommune.RunAsync(await BehindAsync(stopping), async commune =>
        {
            var step = CountCommune.Lines;
            while (step == CountCommune.Lines && !stopping.IsCancellationRequested)
            {
                step = await writes.RunAsync(CommuneScope.One(commune), (db, token) => count.StepAsync(db, commune, token), CancellationToken.None);
                lines += step;
            }
        }, logger, stopping);

        return lines;
    }

    private async Task<List<Guid>> BehindAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var cursors = await db.StatisticsCursors.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .ToDictionaryAsync(row => row.CommuneId, row => row.Sequence, cancellationToken);
        var heads = await db.Ledgers.IgnoreQueryFilters([PortalDb.CommuneFilter]).Select(row => new { row.CommuneId, row.Sequence }).ToListAsync(cancellationToken);
        return [.. heads.Where(head => head.Sequence > cursors.GetValueOrDefault(head.CommuneId)).Select(head => head.CommuneId)];
    }
}
