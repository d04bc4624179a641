using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Receive;

/// <summary>
/// Sends the receipts that the law asks for and that nobody has sent: the registration receipt of an electronic request at once, the
/// acknowledgement of a qualified one, and that of any other on the last day but one (ten working days, CRPA R112-11-2; on the other
/// channels the days that exempt from it, R112-5). One that was held back leaves once its mention is there.
/// </summary>
public sealed class SendLegalReceipts(
    PortalContexts contexts, DossierWork work, DossierCourriels courriels, CommuneDirectory directory, CourrielNudge nudge, TimeProvider time) : IScheduledJob
{
    // The acknowledgement leaves on the last day but one of the ten.
    private const int WorkingDaysBefore = 9;

    private static int PaperDaysBefore => DelaiTable.Current.Constantes["dispense_accuse_papier_jours"].Valeur - 1;

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
            if (!acknowledges && !LacksEnregistrement(dossier.Channel, dossier.AccuseEnregistrementAt))
            {
                continue;
            }

            var left = 0;
            await work.RunAsApplianceAsync(dossier.CommuneId, dossier.Id, async context => left = await SendAsync(context, acknowledges), stopping);
            sent += left;
        }

        nudge.Now();
        return sent;
    }

    // The mails that left.
    private async Task<int> SendAsync(DossierContext context, bool acknowledges)
    {
        var dossier = context.Dossier;
        var (registered, acknowledged) = (dossier.AccuseEnregistrementAt, dossier.AccuseReceptionAt);
        if (LacksEnregistrement(dossier.Channel, registered))
        {
            courriels.SendAccuseEnregistrement(context);
        }

        if (acknowledges)
        {
            // A mention that lacked before still lacks until the town hall gives it: the log is not told again every half hour.
            await courriels.SendAccuseReceptionAsync(context, isRetry: true);
        }

        return (dossier.AccuseEnregistrementAt == registered ? 0 : 1) + (dossier.AccuseReceptionAt == acknowledged ? 0 : 1);
    }

    private static bool LacksEnregistrement(Channel channel, DateTime? at) => at is null && LegalDeadlines.IsElectronic(channel);

    // Those whose day cannot have come yet stay in the database: they are most of all that wait.
    private async Task<List<Waiting>> WaitingAsync(CancellationToken cancellationToken)
    {
        var soonest = time.GetUtcNow().UtcDateTime.AddDays(2 - Math.Min(WorkingDaysBefore, PaperDaysBefore));
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var rows = await db.Dossiers
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => DossierPhases.Open.Contains(row.Phase)
                && row.AccuseReceptionAt == null
                && (row.UsagerCourriel != null || row.Mandat != null)
                && (row.Phase == Phase.Traitement || row.Phase == Phase.Delivrance
                    || row.ReceivedAt < soonest
                    || (row.AccuseEnregistrementAt == null && LegalDeadlines.Electronic.Contains(row.Channel))))
            .OrderBy(row => row.ReceivedAt)
            .Select(row => new { row.UsagerCourriel, row.Mandat, Dossier = new Waiting(row.CommuneId, row.Id, row.Channel, row.Phase, row.ReceivedAt, row.AccuseEnregistrementAt) })
            .ToListAsync(cancellationToken);
        return [.. rows.Where(row => row.UsagerCourriel is not null || row.Mandat?.Courriel is not null).Select(row => row.Dossier)];
    }

    private bool IsDue(Waiting dossier, DateOnly today)
    {
        var received = FrenchDates.DayOf(dossier.ReceivedAt);
        if (!LegalDeadlines.IsElectronic(dossier.Channel))
        {
            return received.AddDays(PaperDaysBefore) <= today;
        }

        return LegalCalendar.OfDepartement(directory.Find(dossier.CommuneId)!.DepartementCode).AddJoursOuvres(received, WorkingDaysBefore) <= today;
    }

    private sealed record Waiting(Guid CommuneId, Guid Id, Channel Channel, Phase Phase, DateTime ReceivedAt, DateTime? AccuseEnregistrementAt);
}
