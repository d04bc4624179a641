using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Absences;

/// <summary>
/// Days on which an agent is away from a commune, whatever the reason, which is not said; the delegate gets what is given to the agent
/// meanwhile.
/// </summary>
public sealed class Absence : ICommuneOwned
{
    /// <summary>The longest absence, in days.</summary>
    public const int MostDays = 366;

    /// <summary>The most absences to come of one agent in one commune.</summary>
    public const int MostOfOne = 30;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The agent.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>The agent's name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>The first day, in legal time.</summary>
    public required DateOnly Du { get; init; }

    /// <summary>The last day, in legal time.</summary>
    public required DateOnly Au { get; init; }

    /// <summary>The colleague who stands in; null for nobody.</summary>
    public Guid? DelegueId { get; init; }

    /// <summary>The colleague's name as shown.</summary>
    public string? DelegueNom { get; init; }

    /// <summary>Who noted it.</summary>
    public required string Auteur { get; init; }

    /// <summary>When it was noted, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
