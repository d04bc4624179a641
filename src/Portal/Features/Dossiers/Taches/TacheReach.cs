using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>A task with its dossier.</summary>
public sealed record TacheRow
{
    /// <summary>The task.</summary>
    public required Tache Tache { get; init; }

    /// <summary>The dossier.</summary>
    public required Dossier Dossier { get; init; }
}

/// <summary>
/// The tasks that an agent may do: all those of the communes where they receive or administer, and those of their services, or of no
/// service yet, where they belong to one. A task that was given to an agent or a service is theirs, whatever service the dossier is of.
/// </summary>
public sealed record TacheReach(Guid Agent, Guid[] Communes, Guid[] ByService, Guid[] Services)
{
    /// <summary>The reach of an agent; an elected official has none.</summary>
    public static TacheReach Of(AgentAccess agent)
    {
        var all = agent.Communes.Where(commune => agent.MayQualify(commune)
            || agent.Roles.Any(role => role.CommuneId == commune && role is { Role: Role.AgentService, ServiceId: null })).ToArray();
        var rest = agent.Roles.Where(role => role is { Role: Role.AgentService, ServiceId: not null } && !all.Contains(role.CommuneId)).ToList();
        return new TacheReach(agent.Sub, all, [.. rest.Select(role => role.CommuneId).Distinct()], [.. rest.Select(role => role.ServiceId!.Value).Distinct()]);
    }

    /// <summary>Whether there is anything that the agent may do.</summary>
    public bool IsEmpty => Communes.Length + ByService.Length == 0;

    /// <summary>The tasks within reach, done or not.</summary>
    public IQueryable<TacheRow> Narrow(PortalDb db)
    {
        var (agent, communes, byService, services) = (Agent, Communes, ByService, Services);
        return db.Taches
            .Join(db.Dossiers, task => task.DossierId, dossier => dossier.Id, (task, dossier) => new { Task = task, Dossier = dossier })
            .Where(row => row.Task.AgentId != null
                ? row.Task.AgentId == agent && (communes.Contains(row.Task.CommuneId) || byService.Contains(row.Task.CommuneId))
                : communes.Contains(row.Task.CommuneId)
                    || (byService.Contains(row.Task.CommuneId) && (row.Task.ServiceId != null
                        ? services.Contains(row.Task.ServiceId.Value)
                        : row.Dossier.ServiceId == null || services.Contains(row.Dossier.ServiceId.Value))))
            .Select(row => new TacheRow { Tache = row.Task, Dossier = row.Dossier });
    }
}
