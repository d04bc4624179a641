using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Statistiques.Rapport;

/// <summary>
/// Mails the report of the month that is over to the mayor and the secretary of each commune, from the second day of the next one on, once: the month is
/// marked in the transaction that queues the mails, so that a late or cut-off run goes on where it was.
/// </summary>
public sealed class SendMonthlyReports(
    PortalContexts contexts, PortalWrites writes, CommuneDirectory directory, MonthlyReports reports, CourrielTemplates templates, CourrielNudge nudge,
    PortalSettings settings, TimeProvider time, ILogger<SendMonthlyReports> logger) : IScheduledJob
{
    /// <summary>The kind of its mails.</summary>
    public const string Kind = "rapport-mensuel";

    /// <inheritdoc />
    public static string Name => "rapports";

    /// <inheritdoc />
    public static string Label => "Rapports du mois";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(6, 15), "à partir du 2 du mois, à 6 h 15");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        if (today.Day < 2)
        {
            return 0;
        }

        var month = StatPeriod.Month(today).First.AddMonths(-1);
        var done = await ReportedAsync(month, stopping);
        var sent = 0;
        await EachCommune.RunAsync(directory.All.Where(commune => !done.Contains(commune.Id)), async commune =>
        {
            var report = await reports.ReadAsync(commune, month, stopping);
            // What is not counted yet waits for the next morning.
            if (!report.Month.IsBehind)
            {
                sent += await writes.RunAsync(CommuneScope.One(commune.Id), (db, token) => QueueAsync(db, report, today, token), CancellationToken.None);
            }
        }, logger, stopping);

        nudge.Now();
        return sent;
    }

    private async Task<HashSet<Guid>> ReportedAsync(DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return [.. await db.StatisticsSettings.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.ReportedMonth >= month || !row.SendsReport).Select(row => row.CommuneId).ToListAsync(cancellationToken)];
    }

    private async Task<int> QueueAsync(PortalDb db, MonthlyReport report, DateOnly today, CancellationToken cancellationToken)
    {
        var (commune, month) = (report.Commune, report.Month.Period.First);
        var own = await db.StatisticsSettings.FirstOrDefaultAsync(row => row.CommuneId == commune.Id, cancellationToken);
        if (own is null)
        {
            db.StatisticsSettings.Add(own = new StatisticsSettings { CommuneId = commune.Id });
        }

        if (own.ReportedMonth >= month)
        {
            return 0;
        }

        own.ReportedMonth = month;
        // A month in which nothing happened has no report.
        var readers = report.Month.Sums is { Filed: 0, Closed: 0 } ? [] : await ReportRecipients.OfAsync(db, commune.Id, own, today, cancellationToken);
        if (readers.Count > 0)
        {
            var pdf = MonthlyReportPdf.Draw(report);
            db.Courriels.AddRange(readers.Select(reader => Write(report, reader, pdf)));
        }

        await db.SaveChangesAsync(cancellationToken);
        return readers.Count;
    }

    private Courriel Write(MonthlyReport report, string reader, byte[] pdf)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var mail = templates.Render(Kind, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["titre"] = report.Title,
            ["commune"] = report.Commune.NomDe,
            ["chiffres"] = string.Join('\n', report.Sentences()),
            ["lien"] = $"{settings.Scheme}://bureau.{settings.Base}/statistiques?de={report.Month.Period.From}&a={report.Month.Period.To}&commune={report.Commune.Insee}",
        });
        return new Courriel
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            CommuneId = report.Commune.Id,
            Kind = Kind,
            Destinataire = reader,
            Objet = mail.Subject,
            Texte = mail.Text,
            Html = mail.Html,
            ExpediteurNom = report.Mairie,
            CreatedAt = now,
            NextAttemptAt = now,
            Attachment = pdf,
            AttachmentName = report.FileName,
        };
    }
}
