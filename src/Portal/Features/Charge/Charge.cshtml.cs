using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Charge;

/// <summary>What each service and each agent has open, in the communes where the agent works.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ChargeModel(PortalDb db, BureauRail rails, ReadCharge charge) : PageModel
{
    /// <summary>The communes where the agent works.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The one that is shown alone; null for all of them together.</summary>
    public RailCommune? Chosen { get; private set; }

    /// <summary>The counts beside the page.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The services.</summary>
    public IReadOnlyList<ChargeService> Services { get; private set; } = [];

    /// <summary>The most that one agent has open, which is the longest bar.</summary>
    public int Most => Services.SelectMany(service => service.Lines).Select(line => line.Open).DefaultIfEmpty().Max();

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => charge.Today;

    /// <summary>Shows the workload; names of colleagues at work are not for elected officials.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        Communes = [.. Rail.Communes.Where(own => agent.MayWork(own.Commune.Id))];
        if (Communes.Count == 0)
        {
            return Forbid(PortalSession.Scheme);
        }

        Chosen = string.IsNullOrEmpty(commune) ? null : Communes.FirstOrDefault(own => own.Commune.Insee == commune);
        if (!string.IsNullOrEmpty(commune) && Chosen is null)
        {
            return NotFound();
        }

        Services = await charge.RunAsync(db, Chosen is null ? [.. Communes.Select(own => own.Commune.Id)] : [Chosen.Commune.Id], cancellationToken);
        return Page();
    }

    /// <summary>The dossiers of a line in the inbox.</summary>
    public string HrefOf(ChargeService service, ChargeLine line) =>
        $"/dossiers?vue=a-traiter{(Chosen is null ? "" : "&commune=" + Chosen.Commune.Insee)}{(service.Code is null ? "" : "&service=" + service.Code)}&agent={line.AgentId?.ToString() ?? "aucun"}";
}
