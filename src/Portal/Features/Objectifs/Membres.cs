using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>A role that an agent holds today in a commune, elected officials left out.</summary>
public sealed record Membre(Guid CommuneId, Guid AgentId, string Nom, string Courriel, Role Role, Guid? ServiceId);

/// <summary>Who works for communes.</summary>
internal static class Membres
{
    private const int Most = 5_000;

    /// <summary>Their roles, by name.</summary>
    public static Task<List<Membre>> OfAsync(PortalDb db, IReadOnlyCollection<Guid> communes, DateOnly today, CancellationToken cancellationToken) => db.Memberships
        .Where(row => communes.Contains(row.CommuneId) && row.Role != Role.Elu && row.Role != Role.SyndicatOperateur && (row.Until == null || row.Until >= today))
        .Join(db.Agents, row => row.AgentId, agent => agent.Id, (row, agent) => new { Row = row, Agent = agent })
        .OrderBy(row => row.Agent.Nom).ThenBy(row => row.Agent.Id).ThenBy(row => row.Row.Id)
        .Take(Most)
        .Select(row => new Membre(row.Row.CommuneId, row.Agent.Id, row.Agent.Nom, row.Agent.Courriel, row.Row.Role, row.Row.ServiceId))
        .ToListAsync(cancellationToken);
}
