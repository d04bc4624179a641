using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What statistics are asked for.</summary>
/// <param name="Communes">The communes; all of them must be in scope.</param>
/// <param name="Period">The months.</param>
/// <param name="Demarche">One démarche alone.</param>
/// <param name="Service">One service alone, by its code.</param>
public sealed record StatQuestion(Guid[] Communes, StatPeriod Period, string? Demarche = null, string? Service = null);

/// <summary>Reads statistics from the roll-ups alone: what it costs follows from days and démarches, never from the number of dossiers.</summary>
public sealed class StatReading(CommuneDirectory directory, DemarcheCatalogue catalogue)
{
    /// <summary>The cells of a question.</summary>
    public static IQueryable<DayTally> Days(PortalDb db, StatQuestion question)
    {
        var (communes, first, last) = (question.Communes, question.Period.First, question.Period.Last);
        var days = db.DayTallies.AsNoTracking().Where(row => communes.Contains(row.CommuneId) && row.Day >= first && row.Day <= last);
        days = question.Demarche is { } demarche ? days.Where(row => row.Demarche == demarche) : days;
        return question.Service is { } service ? days.Where(row => row.Service == service) : days;
    }

    /// <summary>The name of a démarche.</summary>
    public string NameOf(string demarche) => catalogue.Find(demarche)?.Libelle ?? demarche;

    /// <summary>Reads all that the page shows.</summary>
    public async Task<StatFigures> ReadAsync(PortalDb db, StatQuestion question, CancellationToken cancellationToken)
    {
        var cells = await CellsAsync(Days(db, question), cancellationToken);
        var delays = await DelaysAsync(db, question, cancellationToken);
        var services = await db.Services.AsNoTracking().Where(row => question.Communes.Contains(row.CommuneId)).Select(row => new { row.Code, row.Nom }).ToListAsync(cancellationToken);
        var names = services.GroupBy(row => row.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Nom, StringComparer.Ordinal);
        return new StatFigures
        {
            Period = question.Period,
            Sums = StatSums.Of(cells.Select(cell => cell.Sums)),
            Months = await MonthsAsync(db, question, cancellationToken),
            Channels = Enum.GetValues<Channel>().ToDictionary(channel => channel, channel => StatSums.Of(cells.Where(cell => cell.Channel == channel).Select(cell => cell.Sums))),
            Demarches = [.. Lines(cells, cell => cell.Demarche, NameOf, delays, delay => delay.Demarche).OrderByDescending(line => line.Sums.Filed).ThenBy(line => line.Label, StringComparer.Ordinal)],
            Services = [.. Lines(cells, cell => cell.Service, code => names.GetValueOrDefault(code, code.Length == 0 ? "Sans service" : code), delays, delay => delay.Service).OrderByDescending(line => line.Sums.Filed).ThenBy(line => line.Label, StringComparer.Ordinal)],
            Communes = question.Communes.Length == 1 ? [] : [.. Lines(cells, cell => cell.Commune, Commune, delays, delay => delay.Commune).OrderBy(line => line.Label, StringComparer.Ordinal)],
            Delays = delays.GroupBy(row => row.Kind).Select(group => (group.Key, Figures: DelayFigures.Of(group.Select(row => (row.Days, row.Count)))!)).ToDictionary(row => row.Key, row => row.Figures),
            Hours = await HoursAsync(db, question, cancellationToken),
            IsBehind = await IsBehindAsync(db, question, cancellationToken),
        };
    }

    private string Commune(string id) => directory.Find(Guid.Parse(id))!.Nom;

    private static IEnumerable<StatLine> Lines(
        List<Cell> cells, Func<Cell, string> keyOf, Func<string, string> nameOf, List<Delay> delays, Func<Delay, string> delayKeyOf)
    {
        var totals = delays.Where(delay => delay.Kind == DelayKind.Total).ToLookup(delayKeyOf, StringComparer.Ordinal);
        return cells.GroupBy(keyOf, StringComparer.Ordinal).Select(group => new StatLine(
            group.Key, nameOf(group.Key), StatSums.Of(group.Select(cell => cell.Sums)), DelayFigures.Of(totals[group.Key].Select(delay => (delay.Days, delay.Count)))));
    }

    private static async Task<List<Cell>> CellsAsync(IQueryable<DayTally> days, CancellationToken cancellationToken) =>
        [.. (await days.GroupBy(row => new { row.CommuneId, row.Demarche, row.Service, row.Channel }).Select(group => new
        {
            group.Key,
            Sums = new StatSums
            {
                Filed = group.Sum(row => row.Filed),
                Closed = group.Sum(row => row.Closed),
                Favorable = group.Sum(row => row.Favorable),
                Defavorable = group.Sum(row => row.Defavorable),
                Reponse = group.Sum(row => row.Reponse),
                Bound = group.Sum(row => row.Bound),
                Late = group.Sum(row => row.Late),
                Satisfait = group.Sum(row => row.Satisfait),
                Moyen = group.Sum(row => row.Moyen),
                PasSatisfait = group.Sum(row => row.PasSatisfait),
            },
        }).ToListAsync(cancellationToken)).Select(row => new Cell(row.Key.CommuneId.ToString(), row.Key.Demarche, row.Key.Service, row.Key.Channel, row.Sums))];

    private static async Task<List<StatMonth>> MonthsAsync(PortalDb db, StatQuestion question, CancellationToken cancellationToken)
    {
        var days = await Days(db, question).GroupBy(row => row.Day)
            .Select(group => new { Day = group.Key, Filed = group.Sum(row => row.Filed), Closed = group.Sum(row => row.Closed) })
            .ToListAsync(cancellationToken);
        var byMonth = days.ToLookup(day => StatPeriod.Month(day.Day).First);
        return [.. Enumerable.Range(0, question.Period.Months).Select(place => question.Period.First.AddMonths(place))
            .Select(month => new StatMonth(month, byMonth[month].Sum(day => day.Filed), byMonth[month].Sum(day => day.Closed)))];
    }

    private static async Task<List<Delay>> DelaysAsync(PortalDb db, StatQuestion question, CancellationToken cancellationToken)
    {
        var (communes, first, last) = (question.Communes, question.Period.First, question.Period.LastMonth);
        var delays = db.DelayTallies.AsNoTracking().Where(row => communes.Contains(row.CommuneId) && row.Month >= first && row.Month <= last);
        delays = question.Demarche is { } demarche ? delays.Where(row => row.Demarche == demarche) : delays;
        delays = question.Service is { } service ? delays.Where(row => row.Service == service) : delays;
        var rows = await delays.GroupBy(row => new { row.CommuneId, row.Demarche, row.Service, row.Kind, row.Days })
            .Select(group => new { group.Key, Count = group.Sum(row => row.Count) }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Delay(row.Key.CommuneId.ToString(), row.Key.Demarche, row.Key.Service, row.Key.Kind, row.Key.Days, row.Count))];
    }

    // Not by démarche nor service: an hour says when the town hall is asked, not what for.
    private static async Task<int[][]> HoursAsync(PortalDb db, StatQuestion question, CancellationToken cancellationToken)
    {
        var (communes, first, last) = (question.Communes, question.Period.First, question.Period.LastMonth);
        var rows = await db.HourTallies.AsNoTracking().Where(row => communes.Contains(row.CommuneId) && row.Month >= first && row.Month <= last)
            .GroupBy(row => new { row.Day, row.Hour }).Select(group => new { group.Key, Filed = group.Sum(row => row.Filed) }).ToListAsync(cancellationToken);
        var hours = Enumerable.Range(0, 7).Select(_ => new int[24]).ToArray();
        foreach (var row in rows)
        {
            hours[((int)row.Key.Day + 6) % 7][row.Key.Hour] = row.Filed;
        }

        return hours;
    }

    private static Task<bool> IsBehindAsync(PortalDb db, StatQuestion question, CancellationToken cancellationToken) => db.Ledgers
        .Where(ledger => question.Communes.Contains(ledger.CommuneId))
        .AnyAsync(ledger => ledger.Sequence > (db.StatisticsCursors.Where(cursor => cursor.CommuneId == ledger.CommuneId).Select(cursor => (long?)cursor.Sequence).FirstOrDefault() ?? 0), cancellationToken);

    private sealed record Cell(string Commune, string Demarche, string Service, Channel Channel, StatSums Sums);

    private sealed record Delay(string Commune, string Demarche, string Service, DelayKind Kind, int Days, int Count);
}
