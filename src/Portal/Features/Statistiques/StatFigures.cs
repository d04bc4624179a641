using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>How long requests take, in whole days.</summary>
/// <param name="Count">The requests that are counted.</param>
/// <param name="Median">Half of them at least took so many days or fewer.</param>
/// <param name="P90">Nine in ten at least took so many days or fewer.</param>
public sealed record DelayFigures(int Count, int Median, int P90)
{
    /// <summary>Reads them from how many took how long; null when there are none.</summary>
    public static DelayFigures? Of(IEnumerable<(int Days, int Count)> histogram)
    {
        var bins = histogram.GroupBy(bin => bin.Days).Select(group => (Days: group.Key, Count: group.Sum(bin => bin.Count))).OrderBy(bin => bin.Days).ToList();
        var count = bins.Sum(bin => bin.Count);
        return count == 0 ? null : new DelayFigures(count, Quantile(bins, count, 50), Quantile(bins, count, 90));
    }

    // The smallest number of days within which at least this share of the requests ended.
    private static int Quantile(List<(int Days, int Count)> bins, int count, int percent)
    {
        var wanted = ((long)count * percent + 99) / 100;
        long seen = 0;
        foreach (var (days, number) in bins)
        {
            seen += number;
            if (seen >= wanted)
            {
                return days;
            }
        }

        return bins[^1].Days;
    }
}

/// <summary>Sums over some cells of the roll-ups.</summary>
public sealed record StatSums
{
    /// <summary>Requests that came.</summary>
    public int Filed { get; init; }

    /// <summary>Requests that ended.</summary>
    public int Closed { get; init; }

    /// <summary>Of those, granted.</summary>
    public int Favorable { get; init; }

    /// <summary>Of those, refused.</summary>
    public int Defavorable { get; init; }

    /// <summary>Of those, answered without a decision.</summary>
    public int Reponse { get; init; }

    /// <summary>Of those that ended, the ones to which the law sets a day.</summary>
    public int Bound { get; init; }

    /// <summary>Of those, the ones decided after that day.</summary>
    public int Late { get; init; }

    /// <summary>Usagers who are satisfied.</summary>
    public int Satisfait { get; init; }

    /// <summary>Usagers who are so so.</summary>
    public int Moyen { get; init; }

    /// <summary>Usagers who are not satisfied.</summary>
    public int PasSatisfait { get; init; }

    /// <summary>Usagers who answered.</summary>
    public int Rated => Satisfait + Moyen + PasSatisfait;

    /// <summary>The share that was decided in time; null when the law set no day.</summary>
    public decimal? InTime => Bound == 0 ? null : (Bound - Late) / (decimal)Bound;

    /// <summary>The sums of several.</summary>
    public static StatSums Of(IEnumerable<StatSums> parts) => parts.Aggregate(new StatSums(), (sum, part) => new StatSums
    {
        Filed = sum.Filed + part.Filed,
        Closed = sum.Closed + part.Closed,
        Favorable = sum.Favorable + part.Favorable,
        Defavorable = sum.Defavorable + part.Defavorable,
        Reponse = sum.Reponse + part.Reponse,
        Bound = sum.Bound + part.Bound,
        Late = sum.Late + part.Late,
        Satisfait = sum.Satisfait + part.Satisfait,
        Moyen = sum.Moyen + part.Moyen,
        PasSatisfait = sum.PasSatisfait + part.PasSatisfait,
    });
}

/// <summary>The sums of one démarche, service, channel or commune.</summary>
/// <param name="Key">Its code.</param>
/// <param name="Label">Its name.</param>
/// <param name="Sums">Its sums.</param>
/// <param name="Delay">How long its requests take from arrival to end; null when it is not counted, or none ended.</param>
public sealed record StatLine(string Key, string Label, StatSums Sums, DelayFigures? Delay);

/// <summary>The sums of one month.</summary>
public sealed record StatMonth(DateOnly Month, int Filed, int Closed);

/// <summary>The statistics of communes over a period.</summary>
public sealed record StatFigures
{
    /// <summary>The period.</summary>
    public required StatPeriod Period { get; init; }

    /// <summary>All of it.</summary>
    public required StatSums Sums { get; init; }

    /// <summary>Month by month, those without anything too.</summary>
    public required IReadOnlyList<StatMonth> Months { get; init; }

    /// <summary>By channel, in the order of the channels.</summary>
    public required IReadOnlyDictionary<Channel, StatSums> Channels { get; init; }

    /// <summary>By démarche, the most asked first.</summary>
    public required IReadOnlyList<StatLine> Demarches { get; init; }

    /// <summary>By service, the most asked first.</summary>
    public required IReadOnlyList<StatLine> Services { get; init; }

    /// <summary>By commune, by name.</summary>
    public required IReadOnlyList<StatLine> Communes { get; init; }

    /// <summary>How long each phase takes.</summary>
    public required IReadOnlyDictionary<DelayKind, DelayFigures> Delays { get; init; }

    /// <summary>Arrivals by day of the week, Monday first, and by hour.</summary>
    public required int[][] Hours { get; init; }

    /// <summary>Whether the last actions are still to be counted.</summary>
    public required bool IsBehind { get; init; }
}
