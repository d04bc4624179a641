using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>How long a commune keeps its dossiers, and how many have reached their time.</summary>
[OnHost(HostKind.Bureau)]
public sealed class RetentionModel(PortalDb db, BureauRail rails, RetentionTable table) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>One line a démarche.</summary>
    public IReadOnlyList<RetentionLine> Lines { get; private set; } = [];

    /// <summary>Shows the table.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken)
    {
        (Communes, var chosen) = AdministeredCommunes.Of(rails, HttpContext.RequireAgent(), commune);
        if (chosen is null)
        {
            return NotFound();
        }

        Chosen = chosen;
        Lines = await table.ReadAsync(db, chosen.Commune.Id, cancellationToken);
        return Page();
    }
}
