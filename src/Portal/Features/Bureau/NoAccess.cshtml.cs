using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>What a signed-in person reads when a page of the bureau is not theirs: why, and who can open it.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[OnHost(HostKind.Bureau)]
public sealed class NoAccessModel(PortalContexts contexts, CommuneDirectory directory, TimeProvider time) : PageModel
{
    /// <summary>Whether the person has a role, if not the one that the page asks for.</summary>
    public bool IsAgent => HttpContext.GetAgent() is not null;

    /// <summary>The address that the person signed in with.</summary>
    public string Courriel => HttpContext.GetAccountEmail() ?? "une adresse inconnue";

    /// <summary>Who can give another role, with their commune.</summary>
    public IReadOnlyList<string> Administrators { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <summary>Shows the page in place of a refused action.</summary>
    public Task OnPostAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Response.StatusCode = 403;
        if (HttpContext.GetAgent() is not { Communes.Length: > 0 } agent)
        {
            return;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var communes = agent.Communes;
        await using var db = contexts.Open(CommuneScope.Of(communes));
        var rows = await db.Memberships
            .Where(row => communes.Contains(row.CommuneId) && row.Role == Role.CommuneAdmin && (row.Until == null || row.Until >= today))
            .Join(db.Agents, row => row.AgentId, who => who.Id, (row, who) => new { who.Nom, row.CommuneId })
            .OrderBy(row => row.Nom)
            .Take(10)
            .ToListAsync(cancellationToken);
        Administrators = [.. rows.Select(row => $"{row.Nom}, mairie {directory.Find(row.CommuneId)?.NomDe}")];
    }
}
