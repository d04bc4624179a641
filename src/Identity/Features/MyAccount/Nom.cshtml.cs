using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.MyAccount;

/// <summary>Changing the name of the account.</summary>
[OnHost(HostKind.Sso), HolderOnly]
public sealed class NomModel(UserManager<Account> accounts, Provenance provenance) : PageModel
{
    [BindProperty]
    public string? Nom { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        Nom = account.Nom;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        var nom = Nom?.Trim();
        if (AccountFields.NameFault(nom) is { } fault)
        {
            ModelState.AddModelError(nameof(Nom), fault);
            return Page();
        }

        account.Nom = nom!;
        var result = await accounts.UpdateAsync(account);
        if (!result.Succeeded)
        {
            ModelState.AddModelError("", result.Errors.First().Description);
            return Page();
        }

        return LocalRedirect(provenance.Link("/compte?fait=nom"));
    }
}
