using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Passwords;

/// <summary>A page that a mail leads to, where the holder of the mailbox chooses a password.</summary>
public abstract class ChooseModel(AccountService service, AccountSignIn session, Provenance provenance, string purpose, string done) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "compte")]
    public string? Compte { get; set; }

    [BindProperty(SupportsGet = true, Name = "jeton")]
    public string? Jeton { get; set; }

    [BindProperty]
    public string? MotDePasse { get; set; }

    public Account? Account { get; private set; }

    public async Task OnGetAsync() => await FindAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is not { } account)
        {
            return Page();
        }

        var faults = await service.SetPasswordAsync(account, MotDePasse ?? "");
        if (faults.Count > 0)
        {
            ModelState.AddModelError(nameof(MotDePasse), faults[0]);
            return Page();
        }

        await session.SignInAsync(HttpContext, account);
        return LocalRedirect(provenance.Link(done));
    }

    private async Task<Account?> FindAsync()
    {
        Account = await service.FindByLinkAsync(Compte, Jeton, purpose);
        if (Account is null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Account;
    }
}
