using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>
/// The opinions that an agent may give: those asked of them by name, and those asked of their services; who administers the commune, or
/// belongs to every service, gives those of any. The rest of the dossier does not come with it.
/// </summary>
public sealed record ConsultationReach(Guid Agent, Guid[] Communes, Guid[] Whole, Guid[] Services)
{
    /// <summary>The reach of an agent; an elected official has none.</summary>
    public static ConsultationReach Of(AgentAccess agent) => new(
        agent.Sub,
        [.. agent.Communes.Where(agent.MayWork)],
        [.. agent.Communes.Where(commune => agent.MayAdminister(commune) || agent.Roles.Any(role => role.CommuneId == commune && role is { Role: Role.AgentService, ServiceId: null }))],
        [.. agent.Roles.Where(role => role is { Role: Role.AgentService, ServiceId: not null }).Select(role => role.ServiceId!.Value).Distinct()]);

    /// <summary>The opinions within reach, given or not.</summary>
    public IQueryable<Consultation> Narrow(PortalDb db)
    {
        var (agent, communes, whole, services) = (Agent, Communes, Whole, Services);
        return db.Consultations.Where(row => row.Courriel == null && communes.Contains(row.CommuneId)
            && (row.AgentId == agent || (row.ServiceId != null && row.AskedById != agent && (services.Contains(row.ServiceId.Value) || whole.Contains(row.CommuneId)))));
    }

    /// <summary>How many are to be given.</summary>
    public IQueryable<Consultation> Awaited(PortalDb db) => Narrow(db).Where(row => row.EndedAt == null);
}
