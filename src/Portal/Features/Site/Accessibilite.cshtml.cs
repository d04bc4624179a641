using Beffroi.Portal.Communes;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Site;

/// <summary>The accessibility statement of a commune's site (law 2005-102, article 47): « non conforme » as long as no audit was made.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class AccessibiliteModel(CommuneDirectory directory) : PageModel
{
    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>Reads the page.</summary>
    public void OnGet() => Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
}
