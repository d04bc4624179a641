using Beffroi.Identity.Accounts;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.SsoHome;

/// <summary>The issuer's home: who is signed in, or how to.</summary>
[OnHost(HostKind.Sso)]
public sealed class SsoHomeModel(UserManager<Account> accounts) : PageModel
{
    public Account? Account { get; private set; }

    public async Task OnGetAsync()
    {
        var session = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        Account = session.Succeeded ? await accounts.GetUserAsync(session.Principal) : null;
    }
}
