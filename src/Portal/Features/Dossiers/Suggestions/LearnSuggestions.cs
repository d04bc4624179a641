using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>Learns from the requests that ended since the last run, commune by commune, in small steps; nothing of one commune serves another.</summary>
public sealed class LearnSuggestions(PortalContexts contexts, PortalWrites writes, LearnCommune learn, ILogger<LearnSuggestions> logger) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "suggestions";

    /// <inheritdoc />
    public static string Label => "Suggestions apprises des demandes terminées";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromHours(1), "toutes les heures");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var lines = 0;
        await EachCommune.RunAsync(await BehindAsync(stopping), async commune =>
        {
            var step = LearnCommune.Lines;
            while (step == LearnCommune.Lines && !stopping.IsCancellationRequested)
            {
                step = await writes.RunAsync(CommuneScope.One(commune), (db, token) => learn.StepAsync(db, commune, token), CancellationToken.None);
                lines += step;
            }
        }, logger, stopping);

        return lines;
    }

    private async Task<List<Guid>> BehindAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var cursors = await db.SuggestionCursors.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .ToDictionaryAsync(row => row.CommuneId, row => row.Sequence, cancellationToken);
        var heads = await db.Ledgers.IgnoreQueryFilters([PortalDb.CommuneFilter]).Select(row => new { row.CommuneId, row.Sequence }).ToListAsync(cancellationToken);
        return [.. heads.Where(head => head.Sequence > cursors.GetValueOrDefault(head.CommuneId)).Select(head => head.CommuneId)];
    }
}
