using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Statistiques.Couts;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Elu;

/// <summary>The legal dates of one kind that fall within seven days.</summary>
public sealed record WeekDates(string? Kind, int Count);

/// <summary>A commune in short, for its elected officials: nothing of any person.</summary>
public sealed record WeekFigures
{
    /// <summary>Requests whose legal date is past.</summary>
    public required int Late { get; init; }

    /// <summary>Requests that are not ended.</summary>
    public required int Open { get; init; }

    /// <summary>Those of the last seven days, today included.</summary>
    public required StatSums Week { get; init; }

    /// <summary>Those of the seven days before.</summary>
    public required StatSums WeekBefore { get; init; }

    /// <summary>The last three months, the present one included.</summary>
    public required StatFigures Months { get; init; }

    /// <summary>The legal dates from today to the sixth day on, the most frequent first.</summary>
    public required IReadOnlyList<WeekDates> Dates { get; init; }

    /// <summary>What the year costs.</summary>
    public required CostMeter Costs { get; init; }

    /// <summary>Reads it.</summary>
    public static async Task<WeekFigures> ReadAsync(PortalDb db, StatReading reading, Guid communeId, DateOnly today, CancellationToken cancellationToken)
    {
        var open = db.Dossiers.AsNoTracking().Where(row => row.CommuneId == communeId && DossierPhases.Open.Contains(row.Phase));
        var end = today.AddDays(6);
        var dates = await open.Where(row => row.NextDate >= today && row.NextDate <= end)
            .GroupBy(row => row.NextDateKind).Select(group => new WeekDates(group.Key, group.Count())).ToListAsync(cancellationToken);
        // Where an earlier date is missed already, the silence still runs.
        var silences = await open.CountAsync(row => row.NextDate < today && row.SilenceOn >= today && row.SilenceOn <= end, cancellationToken);
        if (silences > 0)
        {
            silences += dates.Find(row => row.Kind == LegalClock.Silence)?.Count ?? 0;
            dates = [.. dates.Where(row => row.Kind != LegalClock.Silence), new WeekDates(LegalClock.Silence, silences)];
        }

        return new WeekFigures
        {
            Late = await open.CountAsync(row => row.NextDate < today, cancellationToken),
            Open = await open.CountAsync(cancellationToken),
            Week = await SumAsync(db, communeId, today.AddDays(-6), today, cancellationToken),
            WeekBefore = await SumAsync(db, communeId, today.AddDays(-13), today.AddDays(-7), cancellationToken),
            Months = await reading.ReadAsync(db, new StatQuestion([communeId], StatPeriod.LastMonths(today, 3)), cancellationToken),
            Dates = [.. dates.OrderByDescending(row => row.Count).ThenBy(row => row.Kind, StringComparer.Ordinal)],
            Costs = await CostMeter.ReadAsync(db, communeId, today, cancellationToken),
        };
    }

    private static async Task<StatSums> SumAsync(PortalDb db, Guid communeId, DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        await db.DayTallies.AsNoTracking().Where(row => row.CommuneId == communeId && row.Day >= first && row.Day <= last)
            .GroupBy(row => row.CommuneId)
            .Select(group => new StatSums { Filed = group.Sum(row => row.Filed), Closed = group.Sum(row => row.Closed) })
            .FirstOrDefaultAsync(cancellationToken) ?? new StatSums();
}
