using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.SignOut;

/// <summary>Signing out at the issuer, and the page that says it is done.</summary>
[OnHost(HostKind.Sso)]
public sealed class SignOutModel(SignInManager<Account> signIn, Provenance provenance) : PageModel
{
    [FromRoute(Name = "partout")]
    public string? Partout { get; set; }

    public bool IsSignedIn { get; private set; }

    public async Task OnGetAsync() => IsSignedIn = (await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Succeeded;

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect(provenance.Link("/deconnexion"));
    }
}
