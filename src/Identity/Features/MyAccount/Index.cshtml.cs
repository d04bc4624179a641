using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.MyAccount;

/// <summary>The holder's account: name, address, password, sessions.</summary>
[OnHost(HostKind.Sso), HolderOnly]
public sealed class IndexModel(
    UserManager<Account> accounts, SignInManager<Account> signIn, AccountService service, KnownDevices devices, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "fait")]
    public string? Fait { get; set; }

    public Account Account { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        Account = account;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        await service.SignOutEverywhereAsync(account);
        await signIn.SignOutAsync();
        // This browser stays one that the holder has used: who fights off an intruder must not be slowed.
        devices.Remember(HttpContext, account);
        return LocalRedirect(provenance.Link("/deconnexion/partout"));
    }
}
