using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Compare;

/// <summary>A commune beside those of its size, over twelve months that are over.</summary>
public sealed record Comparison
{
    /// <summary>The class.</summary>
    public required PopulationClass Class { get; init; }

    /// <summary>The twelve months.</summary>
    public required StatPeriod Period { get; init; }

    /// <summary>The figures of the class; null when they could be traced back to a commune, or are not worked out yet.</summary>
    public required ClassFigures? Others { get; init; }

    /// <summary>The commune's requests for 1 000 inhabitants; null without a population.</summary>
    public required decimal? FiledPerThousand { get; init; }

    /// <summary>The commune's share online; null without requests.</summary>
    public required decimal? Online { get; init; }

    /// <summary>The commune's delays.</summary>
    public required DelayFigures? Delay { get; init; }

    /// <summary>Reads it for a commune of the agent.</summary>
    public static async Task<Comparison> ReadAsync(PortalDb db, CommuneDirectory directory, AgentAccess agent, Commune commune, DateOnly today, CancellationToken cancellationToken)
    {
        var size = PopulationClass.Of(commune.Population);
        var others = await db.ClassFigures.AsNoTracking().FirstOrDefaultAsync(row => row.Class == size.Code, cancellationToken);
        var period = others is null ? StatPeriod.TwelveFull(today) : new StatPeriod(others.LastMonth.AddMonths(-11), others.LastMonth);
        // Whoever works for several communes of the class could take their own figures out of it.
        var own = agent.Communes.Count(id => directory.Find(id) is { } known && PopulationClass.Of(known.Population) == size);
        var (first, last, lastMonth) = (period.First, period.Last, period.LastMonth);
        var channels = await db.DayTallies.AsNoTracking().Where(row => row.CommuneId == commune.Id && row.Day >= first && row.Day <= last)
            .GroupBy(row => row.Channel).Select(group => new { group.Key, Filed = group.Sum(row => row.Filed) }).ToListAsync(cancellationToken);
        var delays = await db.DelayTallies.AsNoTracking()
            .Where(row => row.CommuneId == commune.Id && row.Month >= first && row.Month <= lastMonth && row.Kind == DelayKind.Total)
            .GroupBy(row => row.Days).Select(group => new { group.Key, Count = group.Sum(row => row.Count) }).ToListAsync(cancellationToken);
        var filed = channels.Sum(row => row.Filed);
        return new Comparison
        {
            Class = size,
            Period = period,
            Others = others is not null && others.Communes - own >= ClassFigures.FewestOthers ? others : null,
            FiledPerThousand = commune.Population == 0 ? null : filed * 1_000m / commune.Population,
            Online = filed == 0 ? null : channels.Where(row => row.Key == Channel.Web).Sum(row => row.Filed) / (decimal)filed,
            Delay = DelayFigures.Of(delays.Select(row => (row.Key, row.Count))),
        };
    }
}
