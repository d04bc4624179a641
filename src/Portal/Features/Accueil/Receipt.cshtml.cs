using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Receipts;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>The paper receipt of a request taken by an agent: number, day, follow-up code.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ReceiptModel(PortalDb db, CommuneDirectory directory) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Its commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>Where the usager follows it.</summary>
    public string FollowUp { get; private set; } = "";

    /// <summary>The same address as a code to scan.</summary>
    public QrCode Qr => QrCode.Of(FollowUp);

    /// <summary>Shows the receipt.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken)
    {
        var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == numero && row.FiledByAgentId != null, cancellationToken);
        if (dossier is null || !HttpContext.RequireAgent().MayWork(dossier.CommuneId))
        {
            return NotFound();
        }

        Dossier = dossier;
        Commune = directory.Find(dossier.CommuneId)!;
        FollowUp = directory.UrlOf(Commune, "/suivi");
        return Page();
    }
}
