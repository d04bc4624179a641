using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Site;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Syndicat;

/// <summary>The accessibility statement of the syndicate's own site: « non conforme » as long as no audit was made.</summary>
[OnHost(HostKind.Syndicat)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class AccessibiliteModel(CommuneDirectory directory) : PageModel
{
    /// <summary>The syndicate.</summary>
    public Communes.Syndicat Syndicat { get; private set; } = null!;

    /// <summary>Reads the page; before set-up there is none.</summary>
    public IActionResult OnGet()
    {
        if (directory.Syndicat is not { } syndicat)
        {
            return NotFound();
        }

        Syndicat = syndicat;
        return Page();
    }
}
