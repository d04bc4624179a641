using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Compare;

/// <summary>Works out each night the middle figures of the communes of each size, from the roll-ups; a class in which one commune could be recognised has none.</summary>
public sealed class CompareCommunes(PortalContexts contexts, PortalWrites writes, CommuneDirectory directory, TimeProvider time) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "comparaisons";

    /// <inheritdoc />
    public static string Label => "Comparaison des communes de même taille";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(2, 30), "chaque nuit à 2 h 30");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var period = StatPeriod.TwelveFull(FrenchDates.DayOf(time.GetUtcNow().UtcDateTime));
        var figures = await ReadAsync(period, stopping);
        await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                await db.ClassFigures.ExecuteDeleteAsync(token);
                db.ClassFigures.AddRange(figures);
                await db.SaveChangesAsync(token);
            },
            stopping);
        return figures.Count;
    }

    private async Task<List<ClassFigures>> ReadAsync(StatPeriod period, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var (first, last, lastMonth) = (period.First, period.Last, period.LastMonth);
        var rows = await db.DayTallies.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking()
            .Where(row => row.Day >= first && row.Day <= last)
            .GroupBy(row => row.CommuneId)
            .Select(group => new { group.Key, Filed = group.Sum(row => row.Filed), Online = group.Sum(row => row.Channel == Channel.Web ? row.Filed : 0) })
            .Where(row => row.Filed > 0)
            .ToListAsync(cancellationToken);
        var delays = (await db.DelayTallies.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking()
            .Where(row => row.Month >= first && row.Month <= lastMonth && row.Kind == DelayKind.Total)
            .GroupBy(row => new { row.CommuneId, row.Days })
            .Select(group => new { group.Key, Count = group.Sum(row => row.Count) })
            .ToListAsync(cancellationToken)).ToLookup(row => row.Key.CommuneId, row => (row.Key.Days, row.Count));
        var counted = rows.Select(row => directory.Find(row.Key) is { Population: > 0 } commune
            ? new Counted(commune, row.Filed, row.Online) : null).OfType<Counted>();
        return [.. counted.GroupBy(row => PopulationClass.Of(row.Commune.Population).Code, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group], lastMonth, delays)).OfType<ClassFigures>()];
    }

    private static ClassFigures? Of(string code, List<Counted> communes, DateOnly lastMonth, ILookup<Guid, (int Days, int Count)> delays)
    {
        if (IsTraceable(communes.ConvertAll(row => row.Filed)))
        {
            return null;
        }

        // The same two rules for the requests that ended: one commune may have nearly all of them.
        var ended = communes.ConvertAll(row => delays[row.Commune.Id].Sum(bin => bin.Count));
        var delay = IsTraceable([.. ended.Where(count => count > 0)]) ? null : DelayFigures.Of(communes.SelectMany(row => delays[row.Commune.Id]));
        return new ClassFigures
        {
            Class = code,
            LastMonth = lastMonth,
            Communes = communes.Count,
            FiledPerThousand = Middle(communes.Select(row => (int)(row.Filed * 100_000L / row.Commune.Population)), 100),
            OnlinePerMille = Middle(communes.Select(row => (int)(row.Online * 1_000L / row.Filed)), 10),
            MedianDays = delay?.Median,
            P90Days = delay?.P90,
        };
    }

    // A class that has lost any one commune, the reader's, still obeys the rules.
    private static bool IsTraceable(List<int> counts)
    {
        var sorted = counts.OrderDescending().ToList();
        var share = (long)ClassFigures.LargestShare;
        return sorted.Count <= ClassFigures.FewestOthers
            || sorted[0] * 100L > sorted.Sum(count => (long)count) * share
            || sorted[1] * 100L > sorted.Skip(1).Sum(count => (long)count) * share;
    }

    // The lower of the two in the middle, without its last two figures: a precise one would be that of one commune.
    private static int Middle(IEnumerable<int> values, int step)
    {
        var sorted = values.Order().ToList();
        return (int)Math.Round(sorted[(sorted.Count - 1) / 2] / (double)step) * step;
    }

    private sealed record Counted(Commune Commune, int Filed, int Online);
}
