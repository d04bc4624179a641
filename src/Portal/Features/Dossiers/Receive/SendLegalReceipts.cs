using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Receive;

/// <summary>
/// Sends the receipts that the law asks for and that nobody has sent: the registration receipt of an electronic request at once, the
/// acknowledgement of a qualified one, and that of any other on the last working day but one of the ten (CRPA R112-11-2).
/// </summary>
public sealed class SendLegalReceipts(
    PortalContexts contexts, DossierWork work, DossierCourriels courriels, CommuneDirectory directory, CourrielNudge nudge, TimeProvider time) : IScheduledJob
{
    private const int Batch = 500;

    /// <inheritdoc />
    public static string Name => "accuses";

    /// <inheritdoc />
    public static string Label => "Accusés d’enregistrement et de réception";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(30), "toutes les 30 minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var sent = 0;
        foreach (var dossier in await WaitingAsync(stopping))
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            var acknowledges = dossier.Phase > Phase.Qualification || IsDue(dossier, today);
            if (dossier.AccuseEnregistrementAt is not null && !acknowledges)
            {
                continue;
            }

            await work.RunAsApplianceAsync(dossier.CommuneId, dossier.Id, context => SendAsync(context, acknowledges), stopping);
            sent++;
        }

        nudge.Now();
        return sent;
    }

    private async Task SendAsync(DossierContext context, bool acknowledges)
    {
        if (context.Dossier.AccuseEnregistrementAt is null)
        {
            courriels.SendAccuseEnregistrement(context);
        }

        // A mention that lacked before still lacks until the town hall gives it: the log is not told again every half hour.
        if (acknowledges && courriels.CanAcknowledge(context.Commune, context.Dossier))
        {
            await courriels.SendAccuseReceptionAsync(context);
        }
    }

    private async Task<List<Dossier>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return await db.Dossiers
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.Phase != Phase.Cloture
                && row.AccuseReceptionAt == null
                && row.UsagerCourriel != null
                && (row.Channel == Channel.Web || row.Channel == Channel.Courriel))
            .OrderBy(row => row.ReceivedAt)
            .Take(Batch)
            .ToListAsync(cancellationToken);
    }

    private bool IsDue(Dossier dossier, DateOnly today)
    {
        var calendar = LegalCalendar.OfDepartement(directory.Find(dossier.CommuneId)!.DepartementCode);
        return calendar.AddJoursOuvres(FrenchDates.DayOf(dossier.ReceivedAt), 9) <= today;
    }
}
