using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>What one agent did for one service of a commune in a month.</summary>
/// <param name="CommuneId">The commune.</param>
/// <param name="Commune">Its name.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentNom">Their name.</param>
/// <param name="Service">The name of the service; empty without one.</param>
/// <param name="Minutes">The minutes that they noted.</param>
/// <param name="Dossiers">The requests in their charge that ended in the month.</param>
public sealed record TimeLine(Guid CommuneId, string Commune, Guid AgentId, string AgentNom, string Service, int Minutes, int Dossiers);

/// <summary>The rebilling sheet of a month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Lines">The lines, by commune, agent and service.</param>
/// <param name="Closed">The closing of the month; null while it can be corrected.</param>
/// <param name="HourlyCents">What an hour costs, in cents; null while nobody has said.</param>
/// <param name="Source">Where that cost comes from.</param>
public sealed record TimeSheet(DateOnly Month, IReadOnlyList<TimeLine> Lines, TimeMonth? Closed, int? HourlyCents, string? Source)
{
    /// <summary>All minutes.</summary>
    public int Minutes => Lines.Sum(line => line.Minutes);

    /// <summary>What the time of a line costs, in cents, rounded to the cent; null without an hourly cost.</summary>
    public long? CentsOf(TimeLine line) => HourlyCents is { } cents ? (long)Math.Round(line.Minutes * (decimal)cents / 60, MidpointRounding.AwayFromZero) : null;

    /// <summary>The sum of the lines, in cents.</summary>
    public long? Cents => HourlyCents is null ? null : Lines.Sum(line => CentsOf(line) ?? 0);
}

/// <summary>
/// Reads the sheet of a month: the minutes that agents noted, and the requests that ended in the charge of those who work for several communes. Of
/// requests and persons it tells nothing.
/// </summary>
public sealed class TimeSheets(PortalContexts contexts, CommuneDirectory directory, TimeProvider time)
{
    private const int CommunesAtOnce = 100;
    private const int MostLines = 20_000;

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The first day of a day's month.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The month that an address names, else the present one; null when it names none.</summary>
    public DateOnly? Read(string? month) => string.IsNullOrEmpty(month) ? MonthOf(Today) : StatPeriod.MonthOf(month);

    /// <summary>The sheet of all communes, for the syndicate.</summary>
    public Task<TimeSheet> OfAllAsync(DateOnly month, CancellationToken cancellationToken) => OfAsync([.. directory.All.Select(commune => commune.Id)], month, cancellationToken);

    /// <summary>The sheet of some communes.</summary>
    public async Task<TimeSheet> OfAsync(IReadOnlyList<Guid> communes, DateOnly month, CancellationToken cancellationToken)
    {
        var shared = await SharedAsync(cancellationToken);
        var lines = new List<TimeLine>();
        foreach (var some in communes.Chunk(CommunesAtOnce))
        {
            await using var db = contexts.Open(CommuneScope.Of(some));
            lines.AddRange(await LinesAsync(db, some, month, shared, cancellationToken));
        }

        var (closed, cost) = await TermsAsync(month, cancellationToken);
        return new TimeSheet(
            month,
            [.. lines.OrderBy(line => line.Commune, StringComparer.CurrentCulture).ThenBy(line => line.AgentNom, StringComparer.CurrentCulture).ThenBy(line => line.AgentId).ThenBy(line => line.Service, StringComparer.CurrentCulture)],
            closed,
            closed is null ? cost?.HourlyCents : closed.HourlyCents,
            closed is null ? cost?.Source : closed.Source);
    }

    /// <summary>The closing of a month and the present cost of an hour.</summary>
    public async Task<(TimeMonth? Closed, TimeCost? Cost)> TermsAsync(DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(CommuneScope.SyndicatId));
        return (
            await db.TimeMonths.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == CommuneScope.SyndicatId && row.Month == month, cancellationToken),
            await db.TimeCosts.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == CommuneScope.SyndicatId, cancellationToken));
    }

    // Whether one works for several communes is not a matter of any one commune.
    private async Task<HashSet<Guid>> SharedAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return [.. await db.Memberships.AsNoTracking()
            .Where(row => row.Role != Role.Elu && row.Role != Role.SyndicatOperateur)
            .GroupBy(row => row.AgentId)
            .Where(group => group.Select(row => row.CommuneId).Distinct().Count() > 1)
            .Select(group => group.Key)
            .ToListAsync(cancellationToken)];
    }

    private async Task<List<TimeLine>> LinesAsync(PortalDb db, Guid[] communes, DateOnly month, HashSet<Guid> shared, CancellationToken cancellationToken)
    {
        var end = month.AddMonths(1);
        var noted = await db.TimeNotes.AsNoTracking()
            .Where(row => communes.Contains(row.CommuneId) && row.Day >= month && row.Day < end && row.VoidedAt == null)
            .GroupBy(row => new { row.CommuneId, row.AgentId, row.Service })
            .Select(group => new { group.Key, Nom = group.Max(row => row.AgentNom)!, Minutes = group.Sum(row => row.Minutes) })
            .OrderBy(row => row.Key.CommuneId).ThenBy(row => row.Key.AgentId).ThenBy(row => row.Key.Service)
            .Take(MostLines)
            .ToListAsync(cancellationToken);
        var (from, until) = (Start(month), Start(end));
        var handled = await db.Dossiers.AsNoTracking()
            .Where(row => communes.Contains(row.CommuneId) && row.ClosedAt >= from && row.ClosedAt < until && row.AgentId != null && row.Outcome != null)
            .GroupBy(row => new { row.CommuneId, row.AgentId, row.ServiceId })
            .Select(group => new { group.Key, Nom = group.Max(row => row.AgentNom)!, Count = group.Count() })
            .OrderBy(row => row.Key.CommuneId).ThenBy(row => row.Key.AgentId).ThenBy(row => row.Key.ServiceId)
            .Take(MostLines)
            .ToListAsync(cancellationToken);
        var services = await db.Services.AsNoTracking().Where(row => communes.Contains(row.CommuneId)).Select(row => new { row.Id, row.CommuneId, row.Code, row.Nom }).ToListAsync(cancellationToken);
        var codes = services.ToDictionary(row => row.Id, row => row.Code);
        var names = services.ToDictionary(row => (row.CommuneId, row.Code), row => row.Nom);
        var cells = new Dictionary<(Guid Commune, Guid Agent, string Service), (string Nom, int Minutes, int Dossiers)>();
        var writers = noted.Select(row => (row.Key.CommuneId, row.Key.AgentId)).ToHashSet();
        foreach (var row in noted)
        {
            cells[(row.Key.CommuneId, row.Key.AgentId, row.Key.Service)] = (row.Nom, row.Minutes, 0);
        }

        foreach (var row in handled.Where(row => shared.Contains(row.Key.AgentId!.Value) || writers.Contains((row.Key.CommuneId, row.Key.AgentId.Value))))
        {
            var cell = (row.Key.CommuneId, row.Key.AgentId!.Value, row.Key.ServiceId is { } id ? codes.GetValueOrDefault(id, "") : "");
            var before = cells.GetValueOrDefault(cell, (row.Nom, 0, 0));
            cells[cell] = before with { Item3 = before.Item3 + row.Count };
        }

        return [.. cells.Select(cell => new TimeLine(
            cell.Key.Commune, directory.Find(cell.Key.Commune)?.Nom ?? "", cell.Key.Agent, cell.Value.Nom, names.GetValueOrDefault((cell.Key.Commune, cell.Key.Service), cell.Key.Service), cell.Value.Minutes, cell.Value.Dossiers))];
    }

    private static DateTime Start(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), FrenchDates.Zone);
}
