namespace Beffroi.Portal.Agents;

/// <summary>What an agent may do in one commune.</summary>
public sealed record CommuneRole(Guid CommuneId, Role Role, Guid? ServiceId);

/// <summary>An agent with the roles that hold today.</summary>
/// <param name="Sub">The subject of the account.</param>
/// <param name="Nom">First name and name.</param>
/// <param name="Qualite">The quality shown in correspondence.</param>
/// <param name="Courriel">The address.</param>
/// <param name="IsOperateur">Whether the agent is an operator of the syndicate.</param>
/// <param name="Roles">The roles in communes.</param>
public sealed record AgentAccess(
    Guid Sub, string Nom, string? Qualite, string Courriel, bool IsOperateur, IReadOnlyList<CommuneRole> Roles)
{
    /// <summary>The communes the agent works for.</summary>
    public Guid[] Communes { get; } = [.. Roles.Select(role => role.CommuneId).Distinct()];

    /// <summary>Whether the agent has one of these roles in the commune.</summary>
    public bool Is(Guid communeId, params ReadOnlySpan<Role> roles)
    {
        foreach (var held in Roles)
        {
            if (held.CommuneId == communeId && roles.Contains(held.Role))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>May record and qualify requests of the commune.</summary>
    public bool MayQualify(Guid communeId) => Is(communeId, Role.Accueil, Role.CommuneAdmin);

    /// <summary>May treat, decide and deliver dossiers of the commune.</summary>
    public bool MayTreat(Guid communeId) => Is(communeId, Role.AgentService, Role.CommuneAdmin);

    /// <summary>May work on dossiers of the commune in any way; an elected official only reads.</summary>
    public bool MayWork(Guid communeId) => MayQualify(communeId) || MayTreat(communeId);

    /// <summary>May change the commune's settings and invite colleagues.</summary>
    public bool MayAdminister(Guid communeId) => Is(communeId, Role.CommuneAdmin);
}
