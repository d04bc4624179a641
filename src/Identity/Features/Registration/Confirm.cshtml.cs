using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Registration;

/// <summary>Confirms an address: the link shows a button, so that a program that opens links in mails does not use it up.</summary>
[OnHost(HostKind.Sso)]
public sealed class ConfirmModel(AccountService service, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "compte")]
    public string? Compte { get; set; }

    [BindProperty(SupportsGet = true, Name = "jeton")]
    public string? Jeton { get; set; }

    public Account? Account { get; private set; }

    public async Task OnGetAsync() => await FindAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is not { } account)
        {
            return Page();
        }

        await service.ConfirmAsync(account);
        return LocalRedirect(provenance.Link("/pret/adresse"));
    }

    private async Task<Account?> FindAsync()
    {
        Account = await service.FindByLinkAsync(Compte, Jeton, UserManager<Account>.ConfirmEmailTokenPurpose);
        if (Account is null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Account;
    }
}
