using Beffroi.Portal.Data;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>A dossier in short, beside the inbox; a part of a page that a script asks for.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PreviewModel(PortalDb db, DossierScreens screens) : PageModel
{
    /// <summary>The dossier.</summary>
    public DossierScreen Screen { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken)
    {
        if (await screens.ReadAsync(db, HttpContext.RequireAgent(), numero, cancellationToken) is not { } screen)
        {
            return NotFound();
        }

        Screen = screen;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
