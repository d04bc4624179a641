using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Web.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>The agent or the service of the commune to whom something is given, or of whom it is asked.</summary>
public sealed record Destinataire(Guid? AgentId, Guid? ServiceId, string Nom)
{
    private const string AgentPrefix = "agent-";
    private const string ServicePrefix = "service-";

    /// <summary>What a choice offers: the services, then the agents.</summary>
    public static IEnumerable<Choice> Choices(IEnumerable<Service> services, IEnumerable<(Guid Id, string Nom)> agents) =>
    [
        .. services.Select(service => new Choice(ServicePrefix + service.Id, "Service\u00a0: " + service.Nom)),
        .. agents.Select(agent => new Choice(AgentPrefix + agent.Id, agent.Nom)),
    ];

    /// <summary>Reads what was chosen.</summary>
    /// <exception cref="DossierFieldException">Nothing was, or it is nobody who works for the commune.</exception>
    internal static async Task<Destinataire> ResolveAsync(DossierContext context, string? chosen, string field)
    {
        var (commune, today) = (context.Dossier.CommuneId, DateOnly.FromDateTime(context.Now));
        if (IdOf(chosen, AgentPrefix) is { } agent
            && await context.Db.Agents
                .Where(row => row.Id == agent && row.Memberships.Any(membership =>
                    membership.CommuneId == commune && membership.Role != Role.Elu && (membership.Until == null || membership.Until >= today)))
                .Select(row => row.Nom)
                .FirstOrDefaultAsync(context.CancellationToken) is { } nom)
        {
            return new Destinataire(agent, null, nom);
        }

        return IdOf(chosen, ServicePrefix) is { } service
            && await context.Db.Services.Where(row => row.Id == service && row.CommuneId == commune).Select(row => row.Nom).FirstOrDefaultAsync(context.CancellationToken) is { } named
            ? new Destinataire(null, service, named)
            : throw new DossierFieldException(field, "Choisissez un collègue ou un service de la commune.");
    }

    private static Guid? IdOf(string? chosen, string prefix) =>
        chosen?.StartsWith(prefix, StringComparison.Ordinal) == true && Guid.TryParseExact(chosen.AsSpan(prefix.Length), "D", out var id) ? id : null;
}
