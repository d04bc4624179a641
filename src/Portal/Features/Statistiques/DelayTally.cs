using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What a delay runs over.</summary>
public enum DelayKind
{
    /// <summary>From the arrival to the end.</summary>
    Total,

    /// <summary>From the arrival to the end of the qualification.</summary>
    Qualification,

    /// <summary>From the qualification to the decision.</summary>
    Traitement,

    /// <summary>From the decision to the end.</summary>
    Delivrance,
}

/// <summary>How many requests that ended in a month took exactly so many days: medians and ninetieth percentiles are exact, to the day.</summary>
public sealed class DelayTally : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The first day of the month in which they ended.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The code of the démarche.</summary>
    public required string Demarche { get; init; }

    /// <summary>The code of the service; empty without one.</summary>
    public required string Service { get; init; }

    /// <summary>What the delay runs over.</summary>
    public required DelayKind Kind { get; init; }

    /// <summary>Whole days between two days in Paris; 0 on the same day.</summary>
    public required int Days { get; init; }

    /// <summary>The requests.</summary>
    public int Count { get; set; }
}

/// <summary>How many requests came in a month on one day of the week at one hour.</summary>
public sealed class HourTally : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The day of the week.</summary>
    public required DayOfWeek Day { get; init; }

    /// <summary>The hour in Paris, 0 to 23.</summary>
    public required int Hour { get; init; }

    /// <summary>The requests.</summary>
    public int Filed { get; set; }
}

/// <summary>How far the log of a commune has been counted.</summary>
public sealed class StatisticsCursor : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The sequence of the last line that was counted.</summary>
    public long Sequence { get; set; }
}
