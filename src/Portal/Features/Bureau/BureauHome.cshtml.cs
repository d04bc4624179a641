using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>The door of the bureau: to the inbox, or to the console for who works for no commune.</summary>
[OnHost(HostKind.Bureau)]
public sealed class BureauHomeModel : PageModel
{
    /// <summary>Goes to the agent's first screen.</summary>
    public IActionResult OnGet() => LocalRedirect(HttpContext.RequireAgent().Communes.Length == 0 ? "/console" : "/dossiers");
}
