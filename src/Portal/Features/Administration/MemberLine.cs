using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Web.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration;

/// <summary>A role of a person in the commune.</summary>
public sealed record MemberLine(Guid Id, string Nom, string? Qualite, string Courriel, Role Role, string? Service, DateOnly? Until, bool IsLastAdministrator)
{
    /// <summary>Reads the roles that hold today.</summary>
    public static async Task<IReadOnlyList<MemberLine>> ReadAsync(
        PortalDb db, Guid communeId, IReadOnlyList<Service> services, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await db.Memberships
            .Where(row => row.CommuneId == communeId && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, who => who.Id, (row, who) => new { row.Id, who.Nom, who.Qualite, who.Courriel, row.Role, row.ServiceId, row.Until })
            .OrderBy(row => row.Nom)
            .ToListAsync(cancellationToken);
        var administrators = rows.Count(row => row.Role == Role.CommuneAdmin);
        return [.. rows.Select(row => new MemberLine(
            row.Id, row.Nom, row.Qualite, row.Courriel, row.Role, services.FirstOrDefault(service => service.Id == row.ServiceId)?.Nom, row.Until,
            row.Role == Role.CommuneAdmin && administrators == 1))];
    }
}

/// <summary>What is typed to invite a colleague.</summary>
public sealed class InvitationForm
{
    /// <summary>The address.</summary>
    public string? Courriel { get; set; }

    /// <summary>First name and name.</summary>
    public string? Nom { get; set; }

    /// <summary>The quality.</summary>
    public string? Qualite { get; set; }

    /// <summary>The role.</summary>
    public Role? Role { get; set; }

    /// <summary>The code of the service.</summary>
    public string? Service { get; set; }

    /// <summary>The last day, when there is one.</summary>
    public DateInput Fin { get; set; } = new();

    /// <summary>The field that a refused value stands in.</summary>
    public static string FieldOf(string value) => value switch
    {
        nameof(InviteAgentCommand.Until) => nameof(Fin),
        nameof(InviteAgentCommand.ServiceCode) => nameof(Service),
        _ => value,
    };
}
