using Beffroi.Portal.Data;

namespace Beffroi.Portal.Agents;

/// <summary>One role of an agent in one commune, for a time.</summary>
public sealed class Membership
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The agent.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>The commune, or <see cref="CommuneScope.SyndicatId"/> for an operator.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>The service that an agent of a service belongs to.</summary>
    public Guid? ServiceId { get; init; }

    /// <summary>The last day of the role, or null when it has no end.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>When the role was given, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether the role holds on this day.</summary>
    public bool HoldsOn(DateOnly day) => Until is null || day <= Until;
}
