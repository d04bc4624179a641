using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>The door of the bureau: to the view of the inbox that fits the agent's role, or to the console for who works for no commune.</summary>
[OnHost(HostKind.Bureau)]
public sealed class BureauHomeModel(PortalDb db) : PageModel
{
    /// <summary>Goes to the agent's first screen.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (agent.Communes.Length == 0)
        {
            return LocalRedirect("/console");
        }

        if (agent.Roles.All(role => role.Role == Role.Accueil))
        {
            return LocalRedirect("/dossiers" + new InboxFilter { View = InboxView.AQualifier }.Query);
        }

        // Who belongs to one service, under one name in every commune, begins with what is that service's.
        var services = agent.Roles.Select(role => role is { Role: Role.AgentService, ServiceId: { } service } ? service : Guid.Empty).ToList();
        var codes = services.Contains(Guid.Empty)
            ? []
            : await db.Services.Where(row => services.Contains(row.Id)).Select(row => row.Code).Distinct().ToListAsync(cancellationToken);
        return LocalRedirect(codes is [var code] ? "/dossiers" + new InboxFilter { View = InboxView.ATraiter, Service = code }.Query : "/dossiers");
    }
}
