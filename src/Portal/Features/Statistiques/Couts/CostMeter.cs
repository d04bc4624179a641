using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Couts;

/// <summary>The requests of one channel and what they cost.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Filed">The requests.</param>
/// <param name="Cents">Their cost, in cents.</param>
public sealed record ChannelCost(Channel Channel, int Filed, long Cents);

/// <summary>The requests of one démarche, what they cost and what going online saved.</summary>
public sealed record DemarcheCost(string Demarche, int Online, int Counter, long Cents, long SavedCents);

/// <summary>What the requests of a civil year cost a commune, and what going online saved against the counter.</summary>
public sealed record CostMeter
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The unit costs.</summary>
    public required UnitCosts Costs { get; init; }

    /// <summary>By channel, those that were used.</summary>
    public required IReadOnlyList<ChannelCost> Channels { get; init; }

    /// <summary>By démarche, the dearest first.</summary>
    public required IReadOnlyList<DemarcheCost> Demarches { get; init; }

    /// <summary>What the commune pays to the syndicate in a year, in cents, when it said so.</summary>
    public required long? ContributionCents { get; init; }

    /// <summary>All costs, in cents.</summary>
    public long TotalCents => Channels.Sum(row => row.Cents);

    /// <summary>The requests that came online.</summary>
    public int Online => Channels.Where(row => row.Channel == Channel.Web).Sum(row => row.Filed);

    /// <summary>All requests.</summary>
    public int Filed => Channels.Sum(row => row.Filed);

    /// <summary>What those that came online would have cost more at the counter, in cents; negative when online is the dearer.</summary>
    public long SavedCents => (long)Online * (Costs.CounterCents - Costs.OnlineCents);

    /// <summary>Reads the year of one commune, up to a day of it.</summary>
    public static async Task<CostMeter> ReadAsync(PortalDb db, Guid communeId, DateOnly last, CancellationToken cancellationToken)
    {
        var settings = await db.StatisticsSettings.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == communeId, cancellationToken);
        var costs = UnitCosts.Of(settings);
        var first = new DateOnly(last.Year, 1, 1);
        var rows = await db.DayTallies.AsNoTracking()
            .Where(row => row.CommuneId == communeId && row.Day >= first && row.Day <= last)
            .GroupBy(row => new { row.Demarche, row.Channel })
            .Select(group => new { group.Key.Demarche, group.Key.Channel, Filed = group.Sum(row => row.Filed) })
            .Where(row => row.Filed > 0)
            .ToListAsync(cancellationToken);
        return new CostMeter
        {
            Year = last.Year,
            Costs = costs,
            ContributionCents = settings?.ContributionCents,
            Channels = [.. rows.GroupBy(row => row.Channel).OrderBy(group => group.Key)
                .Select(group => new ChannelCost(group.Key, group.Sum(row => row.Filed), (long)group.Sum(row => row.Filed) * costs.Of(group.Key)))],
            Demarches = [.. rows.GroupBy(row => row.Demarche, StringComparer.Ordinal).Select(group =>
            {
                var online = group.Where(row => row.Channel == Channel.Web).Sum(row => row.Filed);
                return new DemarcheCost(
                    group.Key, online, group.Sum(row => row.Filed) - online, group.Sum(row => (long)row.Filed * costs.Of(row.Channel)),
                    (long)online * (costs.CounterCents - costs.OnlineCents));
            }).OrderByDescending(row => row.Cents).ThenBy(row => row.Demarche, StringComparer.Ordinal)],
        };
    }
}
