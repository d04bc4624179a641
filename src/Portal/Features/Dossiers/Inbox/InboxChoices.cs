using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Web.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>What the filters of the inbox offer: the services, colleagues and démarches of the agent's communes.</summary>
public sealed record InboxChoices(IReadOnlyList<Service> AllServices, IReadOnlyList<Choice> Agents, IReadOnlyList<Choice> Demarches)
{
    /// <summary>The services by code, named once.</summary>
    public IReadOnlyDictionary<string, string> Services { get; } =
        AllServices.DistinctBy(row => row.Code).ToDictionary(row => row.Code, row => row.Nom, StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public static async Task<InboxChoices> ReadAsync(PortalDb db, DemarcheCatalogue catalogue, DateOnly today, CancellationToken cancellationToken)
    {
        var communes = db.CommuneIds;
        var services = await db.Services.OrderBy(row => row.Rang).ToListAsync(cancellationToken);
        var agents = await db.Agents
            .Where(row => row.Memberships.Any(membership =>
                communes.Contains(membership.CommuneId) && membership.Role != Role.Elu && (membership.Until == null || membership.Until >= today)))
            .OrderBy(row => row.Nom)
            .Select(row => new { row.Id, row.Nom })
            .ToListAsync(cancellationToken);
        var codes = await db.DemarcheAdoptions.Select(row => row.Code).Distinct().ToListAsync(cancellationToken);
        return new InboxChoices(
            services,
            [.. agents.Select(agent => new Choice(agent.Id.ToString(), agent.Nom))],
            [.. codes.Select(code => new Choice(code, catalogue.Find(code)?.Objet ?? code)).OrderBy(choice => choice.Label, StringComparer.Ordinal)]);
    }
}
