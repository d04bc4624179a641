using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Terrain;

/// <summary>What a report from the field became: its number and who sees it.</summary>
[OnHost(HostKind.Bureau)]
public sealed class RecuModel(PortalDb db) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Shows it to who reported it.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken)
    {
        var me = HttpContext.RequireAgent().Sub;
        if (await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero && row.Channel == Channel.Terrain && row.FiledByAgentId == me, cancellationToken) is not { } dossier)
        {
            return NotFound();
        }

        Dossier = dossier;
        return Page();
    }
}
