using Beffroi.Portal.Data;
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

                var (done, lost, error) = await StepAsync(commune, ids, stopping);
                (recorded, failed, fault) = (recorded + done, failed + lost, error ?? fault);
            }
        }

        return fault is null ? recorded : throw new InvalidOperationException($"{failed} dossiers could not be looked at: {fault.Message}", fault);
    }

    // One dossier's fault leaves the others their decisions: a step that fails is gone through one by one, and the run fails at its end.
    private async Task<(int Recorded, int Failed, Exception? Fault)> StepAsync(Guid commune, Guid[] ids, CancellationToken stopping)
    {
        try
        {
            return (await work.RunEachAsApplianceAsync(commune, ids, (context, requests) => ImpliedDecision.Record(context, requests, deadlines), stopping), 0, null);
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            if (ids is [var only])
            {
                logger.LogError(error, "The silence of the dossier {Dossier} could not be recorded", only);
                return (0, 1, error);
            }
        }

        var (recorded, failed, fault) = (0, 0, (Exception?)null);
        foreach (var id in ids)
        {
            var (done, lost, error) = await StepAsync(commune, [id], stopping);
            (recorded, failed, fault) = (recorded + done, failed + lost, error ?? fault);
        }

        return (recorded, failed, fault);
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
