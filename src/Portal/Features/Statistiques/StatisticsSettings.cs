using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What a commune has said about its statistics; a commune that said nothing has the usual unit costs and publishes nothing.</summary>
public sealed class StatisticsSettings : ICommuneOwned
{
    /// <summary>The longest note on where the costs come from, in characters.</summary>
    public const int MaxSource = 300;

    /// <summary>The most addresses that the monthly report goes to.</summary>
    public const int MaxAddresses = 5;

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>What a request costs at the counter, in cents; null for the usual cost.</summary>
    public int? CounterCents { get; set; }

    /// <summary>What a request costs online, in cents; null for the usual cost.</summary>
    public int? OnlineCents { get; set; }

    /// <summary>Where the commune's own costs come from.</summary>
    public string? CostSource { get; set; }

    /// <summary>What the commune pays to the syndicate in a year, in cents.</summary>
    public long? ContributionCents { get; set; }

    /// <summary>Whether the public site shows delays and volumes.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Whether the monthly report is sent.</summary>
    public bool SendsReport { get; set; } = true;

    /// <summary>Where the report goes, comma-separated; null for the administrators and the mayor.</summary>
    public string? ReportAddresses { get; set; }

    /// <summary>The first day of the last month whose report was sent.</summary>
    public DateOnly? ReportedMonth { get; set; }
}
