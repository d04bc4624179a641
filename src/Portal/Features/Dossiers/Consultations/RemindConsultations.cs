using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>
/// Reminds those of whom an opinion is asked, some days before the awaited day and on it. The mail and its mark are one transaction, so that
/// each leaves once whatever stops the job; a day without a run makes it late, never double.
/// </summary>
public sealed class RemindConsultations(
    PortalContexts contexts, DossierWork work, ConsultationCourriels courriels, CommuneDirectory directory, CourrielNudge nudge, TimeProvider time,
    ILogger<RemindConsultations> logger) : IScheduledJob
{
    // More in one commune on one day are reminded by the next run.
    private const int Most = 500;

    /// <inheritdoc />
    public static string Name => "avis";

    /// <inheritdoc />
    public static string Label => "Rappels des avis demandés";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(7, 0), "chaque jour à 7 h");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var reminded = 0;
        await EachCommune.RunAsync(directory.All, async commune => reminded += await RemindAsync(commune, today, stopping), logger, stopping);
        nudge.Now();
        return reminded;
    }

    private async Task<int> RemindAsync(Commune commune, DateOnly today, CancellationToken cancellationToken)
    {
        List<Consultation> near;
        await using (var db = contexts.Open(CommuneScope.One(commune.Id)))
        {
            var (first, last) = (today.AddDays(-Consultation.DaysAfterDue), today.AddDays(Consultation.DaysBefore));
            near = await db.Consultations.AsNoTracking()
                .Where(row => row.EndedAt == null && row.Due >= first && row.Due <= last && row.DueToldOn == null && (row.RemindedOn == null || row.Due <= today))
                .OrderBy(row => row.Due).ThenBy(row => row.Id)
                .Take(Most)
                .ToListAsync(cancellationToken);
        }

        var reminded = 0;
        foreach (var consultation in near.Where(row => row.ReminderOn(today, FrenchDates.DayOf(row.AskedAt)) is not null))
        {
            await work.RunAsApplianceAsync(commune.Id, consultation.DossierId, async context =>
            {
                // As it is now: it may have been answered, or reminded by another run, since it was read.
                var row = await context.Db.Consultations.FirstAsync(own => own.Id == consultation.Id, context.CancellationToken);
                if (row.ReminderOn(today, FrenchDates.DayOf(row.AskedAt)) is { } reminder)
                {
                    row.Remind(reminder, today);
                    context.Dossier.Touch(context.Now);
                    await courriels.SendAsync(context, row, ConsultationCourriels.Rappel, ConsultationLinks.Draw());
                    reminded++;
                }
            }, cancellationToken);
        }

        return reminded;
    }
}
