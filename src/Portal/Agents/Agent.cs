namespace Beffroi.Portal.Agents;

/// <summary>A person who works for communes: agent, elected official or operator.</summary>
public sealed class Agent
{
    /// <summary>The subject of the account in the SSO.</summary>
    public required Guid Id { get; init; }

    /// <summary>First name and name, as correspondence must show them (CRPA L111-2).</summary>
    public required string Nom { get; set; }

    /// <summary>The address of the account.</summary>
    public required string Courriel { get; set; }

    /// <summary>The quality shown in correspondence, such as « officière d’état civil ».</summary>
    public string? Qualite { get; set; }

    /// <summary>Where and as what the person works.</summary>
    public List<Membership> Memberships { get; init; } = [];
}
