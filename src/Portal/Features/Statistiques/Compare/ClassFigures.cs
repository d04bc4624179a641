namespace Beffroi.Portal.Features.Statistiques.Compare;

/// <summary>
/// The middle figures of the communes of one class over twelve months that are over. Nothing is kept of a class in which figures could be traced
/// back to one commune: too few of them, or one that makes nearly all (the two rules of statistical secrecy).
/// </summary>
public sealed class ClassFigures
{
    /// <summary>Communes with requests that there must be beside the reader's own.</summary>
    public const int FewestOthers = 5;

    /// <summary>The largest share, in percent, that one commune may make of the requests.</summary>
    public const int LargestShare = 85;

    /// <summary>The code of the class.</summary>
    public required string Class { get; init; }

    /// <summary>The first day of the last of the twelve months.</summary>
    public required DateOnly LastMonth { get; set; }

    /// <summary>The communes of the class with requests.</summary>
    public required int Communes { get; set; }

    /// <summary>Requests in a year for 1 000 inhabitants, in hundredths: half of the communes have fewer.</summary>
    public required int FiledPerThousand { get; set; }

    /// <summary>The share that comes online, in tenths of a percent: half of the communes have less.</summary>
    public required int OnlinePerMille { get; set; }

    /// <summary>Days from arrival to end, over all requests of the class; null when none ended.</summary>
    public required int? MedianDays { get; set; }

    /// <summary>Days within which nine in ten ended.</summary>
    public required int? P90Days { get; set; }
}
