using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>
/// Records the decisions that silence took (CRPA L231-1, L231-4): at midnight in legal time, each once, with the day on which it was born
/// even when the appliance was stopped that night. Only dossiers whose day has come are read. A dossier from before this clock was kept
/// carries the first day of all: its dates are worked out here, once.
/// </summary>
public sealed class RecordImpliedDecisions(
    PortalContexts contexts, DossierWork work, LegalDeadlines deadlines, TimeProvider time, ILogger<RecordImpliedDecisions> logger) : IScheduledJob
{
    private const int PageSize = 5_000;
    private const int StepSize = 100;

    /// <inheritdoc />
    public static string Name => "silences";

    /// <inheritdoc />
    public static string Label => "Décisions nées du silence de la mairie";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(TimeOnly.MinValue, "chaque nuit à minuit");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var (recorded, failed) = (0, 0);
        Exception? fault = null;
        while (!stopping.IsCancellationRequested && await DueAsync(today, failed, stopping) is { Count: > 0 } page)
        {
            // Each step is a transaction: what is done leaves the page of the next reading, whatever stops the run.
            var steps = page.GroupBy(row => row.CommuneId).SelectMany(group => group.Select(row => row.Id).Chunk(StepSize).Select(ids => (Commune: group.Key, Ids: ids)));
            foreach (var (commune, ids) in steps)
            {
                if (stopping.IsCancellationRequested)
                {
                    return recorded;
                }

                try
                {
                    recorded += await work.RunEachAsApplianceAsync(commune, ids, (context, requests) => Record(context, requests, today), stopping);
                }
                // One commune's fault leaves the others their decisions; the run fails at its end and is tried again.
                catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
                {
                    logger.LogError(error, "The silences of {Count} dossiers of a commune could not be recorded", ids.Length);
                    (failed, fault) = (failed + ids.Length, error);
                }
            }
        }

        return fault is null ? recorded : throw new InvalidOperationException($"{failed} dossiers could not be looked at: {fault.Message}", fault);
    }

    private bool Record(DossierContext context, IReadOnlyList<PieceRequest> requests, DateOnly today)
    {
        var dossier = context.Dossier;
        if (dossier.IsClosed || dossier.DecidedAt is not null || dossier.ImpliciteLe is not null)
        {
            return false;
        }

        var effect = deadlines.SilenceOf(dossier);
        if (effect is SilenceEffect.SansObjet || deadlines.Clock(dossier, requests).SilenceDate is not { } born || born >= today)
        {
            return false;
        }

        dossier.DecideBySilence(effect, born, context.Now);
        context.Record(EventKinds.DecisionImplicite, new { issue = effect.ToString(), le = born });
        return true;
    }

    // The nearest days first, by the index on them; those that failed in this run stay at their place and are passed over.
    private async Task<List<Due>> DueAsync(DateOnly today, int passed, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return await db.Dossiers
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.SilenceOn < today)
            .OrderBy(row => row.SilenceOn).ThenBy(row => row.CommuneId).ThenBy(row => row.Id)
            .Skip(passed)
            .Take(PageSize)
            .Select(row => new Due(row.CommuneId, row.Id))
            .ToListAsync(cancellationToken);
    }

    private sealed record Due(Guid CommuneId, Guid Id);
}
