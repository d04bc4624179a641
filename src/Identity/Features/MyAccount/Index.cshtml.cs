using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Issuer;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.MyAccount;

/// <summary>The holder's account: name, address, password, sessions.</summary>
[OnHost(HostKind.Sso), HolderOnly]
public sealed class IndexModel(
    UserManager<Account> accounts, SignInManager<Account> signIn, AccountService service, KnownDevices devices, Consents consents, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "fait")]
    public string? Fait { get; set; }

    public Account Account { get; private set; } = null!;

    /// <summary>The applications that may read the account.</summary>
    public IReadOnlyList<GrantedApplication> Granted { get; private set; } = [];

    /// <summary>What was just done, or null.</summary>
    public string? Done => Fait switch
    {
        "nom" => "Votre nom est enregistré.",
        "mot-de-passe" => "Votre mot de passe est changé. Les autres sessions sont fermées.",
        "accord" => "L’application n’a plus accès à votre compte.",
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        Account = account;
        Granted = await consents.ListAsync(account.Id, HttpContext.RequestAborted);
        return Page();
    }

    public async Task<IActionResult> OnPostRetirerAsync(string id)
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        return await consents.TakeBackAsync(account.Id, id, HttpContext.RequestAborted)
            ? LocalRedirect(provenance.Link("/compte?fait=accord"))
            : NotFound();
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
