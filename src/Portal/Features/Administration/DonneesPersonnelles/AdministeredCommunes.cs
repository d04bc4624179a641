using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Bureau;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>The communes that an agent administers, and the one that a page is about.</summary>
public static class AdministeredCommunes
{
    /// <summary>All of them, and the one of the INSEE code (the first without one); null when the agent does not administer it.</summary>
    public static (IReadOnlyList<RailCommune> All, RailCommune? Chosen) Of(BureauRail rails, AgentAccess agent, string? insee)
    {
        IReadOnlyList<RailCommune> all = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        return (all, all.FirstOrDefault(own => insee is null || own.Commune.Insee == insee));
    }
}
