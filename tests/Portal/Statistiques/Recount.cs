using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Statistiques;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Statistiques;

/// <summary>
/// Counts a commune anew from its dossiers, its log and its answers, one line of text a cell: written apart from the roll-ups, without any of their code,
/// so that a fault of theirs is not repeated here.
/// </summary>
internal static class Recount
{
    private static readonly TimeZoneInfo s_paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The cells that there must be.</summary>
    public static async Task<List<string>> ExpectedAsync(PortalDb db, DemarcheCatalogue catalogue, Guid commune)
    {
        var dossiers = await db.Dossiers.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync();
        var services = await db.Services.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync();
        var answers = await db.Satisfactions.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync();
        var requests = await db.PieceRequests.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync();
        var qualified = await db.DossierEvents.AsNoTracking().Where(row => row.CommuneId == commune && row.Kind == "qualifiee").ToListAsync();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var dossier in dossiers)
        {
            var service = services.Find(row => row.Id == dossier.ServiceId)?.Code ?? "";
            var what = $"{dossier.DemarcheCode}/{service}";
            var came = Paris(dossier.ReceivedAt);
            Add(counts, $"{Day(came)} {what}/{dossier.Channel} arrivée");
            Add(counts, $"{came:yyyy-MM} {came.DayOfWeek} {came.Hour} h");
            if (dossier.ClosedAt is { } closedAt)
            {
                var closed = Paris(closedAt);
                Add(counts, $"{Day(closed)} {what}/{dossier.Channel} fin");
                Add(counts, $"{Day(closed)} {what}/{dossier.Channel} {dossier.Outcome}");
                var month = $"{closed:yyyy-MM} {what}";
                Add(counts, $"{month} Total {Days(came, closed)}");
                var decided = Paris(dossier.DecidedAt!.Value);
                Add(counts, $"{month} Delivrance {Days(decided, closed)}");
                if (qualified.Where(row => row.DossierId == dossier.Id).Select(row => (DateTime?)row.At).Min() is { } at)
                {
                    Add(counts, $"{month} Qualification {Days(came, Paris(at))}");
                    Add(counts, $"{month} Traitement {Days(Paris(at), decided)}");
                }

                if (SilenceOf(dossier, catalogue, [.. requests.Where(row => row.DossierId == dossier.Id)]) is { } silence)
                {
                    Add(counts, $"{Day(closed)} {what}/{dossier.Channel} avec date");
                    if (DateOnly.FromDateTime(decided) > silence)
                    {
                        Add(counts, $"{Day(closed)} {what}/{dossier.Channel} hors délai");
                    }
                }
            }

            if (answers.Find(row => row.DossierId == dossier.Id) is { } answer)
            {
                Add(counts, $"{Day(Paris(answer.At))} {what}/{dossier.Channel} {answer.Score}");
            }
        }

        return Lines(counts);
    }

    /// <summary>The cells that the roll-ups hold.</summary>
    public static async Task<List<string>> CountedAsync(PortalDb db, Guid commune)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in await db.DayTallies.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync())
        {
            var cell = $"{row.Day:yyyy-MM-dd} {row.Demarche}/{row.Service}/{row.Channel} ";
            (string Name, int Count)[] parts =
            [
                ("arrivée", row.Filed), ("fin", row.Closed), (nameof(Outcome.Favorable), row.Favorable), (nameof(Outcome.Defavorable), row.Defavorable), (nameof(Outcome.Reponse), row.Reponse),
                ("avec date", row.Bound), ("hors délai", row.Late), (nameof(Avis.Satisfait), row.Satisfait), (nameof(Avis.Moyen), row.Moyen), (nameof(Avis.PasSatisfait), row.PasSatisfait),
            ];
            Assert.Contains(parts, part => part.Count != 0);
            foreach (var (name, count) in parts.Where(part => part.Count != 0))
            {
                counts[cell + name] = count;
            }
        }

        foreach (var row in await db.DelayTallies.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync())
        {
            counts[$"{row.Month:yyyy-MM} {row.Demarche}/{row.Service} {row.Kind} {row.Days}"] = row.Count;
        }

        foreach (var row in await db.HourTallies.AsNoTracking().Where(row => row.CommuneId == commune).ToListAsync())
        {
            counts[$"{row.Month:yyyy-MM} {row.Day} {row.Hour} h"] = row.Filed;
        }

        return Lines(counts);
    }

    /// <summary>The exact quantile of delays, by sorting them all.</summary>
    public static int Quantile(IEnumerable<int> delays, double share)
    {
        var sorted = delays.Order().ToList();
        return sorted[(int)Math.Ceiling(Math.Round(sorted.Count * share, 6)) - 1];
    }

    private static DateOnly? SilenceOf(Dossier dossier, DemarcheCatalogue catalogue, List<PieceRequest> requests)
    {
        var silence = catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)!.Silence;
        return LegalClock.Read(new LegalClockInput
        {
            Electronic = dossier.Channel is Channel.Web or Channel.Courriel,
            ReceivedAt = dossier.ReceivedAt,
            Silence = silence?.Rule switch
            {
                SilenceMeaning.Acceptation => SilenceEffect.Acceptation,
                SilenceMeaning.Rejet => SilenceEffect.Rejet,
                SilenceMeaning.Renonciation => SilenceEffect.Renonciation,
                _ => SilenceEffect.SansObjet,
            },
            Months = silence?.Months,
            DecidedAt = dossier.DecidedAt,
            Suspensions = [.. requests.Select(row => new Suspension(
                DateOnly.FromDateTime(Paris(row.RequestedAt)), row.Deadline, row.ProducedAt is { } at ? DateOnly.FromDateTime(Paris(at)) : null))],
            Today = new DateOnly(2026, 1, 1),
        }).SilenceDate;
    }

    private static DateTime Paris(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), s_paris);

    private static string Day(DateTime paris) => $"{paris:yyyy-MM-dd}";

    private static int Days(DateTime from, DateTime to) => (to.Date - from.Date).Days;

    private static void Add(Dictionary<string, int> counts, string cell) => counts[cell] = counts.GetValueOrDefault(cell) + 1;

    private static List<string> Lines(Dictionary<string, int> counts) => [.. counts.Select(count => $"{count.Key} = {count.Value}").Order(StringComparer.Ordinal)];
}
