using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.MyAccount;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Issuer;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Beffroi.Identity.Features.Consent;

/// <summary>Asks the person whether an application that is not the syndicate's may read the account.</summary>
[OnHost(HostKind.Sso), HolderOnly]
public sealed class ConsentModel(UserManager<Account> accounts, Consents consents, ConsentTickets tickets) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "demande")]
    public string? Demande { get; set; }

    [BindProperty(SupportsGet = true, Name = "suite")]
    public string? Suite { get; set; }

    [BindProperty(Name = "reponse")]
    public string? Reponse { get; set; }

    /// <summary>What is asked; null when it is too old, forged, or another person's.</summary>
    public ConsentRequest? Asked { get; private set; }

    public string? Name { get; private set; }

    public string? Courriel { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await ReadAsync();
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        if (Asked is null || Reponse is not ("oui" or "non"))
        {
            return Shown();
        }

        var answer = tickets.Write(new ConsentDecision(Asked.Sub, Asked.ClientId, IsGranted: Reponse == "oui"));
        return LocalRedirect(QueryHelpers.AddQueryString(Suite!, OauthEndpoints.Decision, answer));
    }

    private PageResult Shown()
    {
        if (Asked is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }

    private async Task ReadAsync()
    {
        var account = await accounts.GetUserAsync(User);
        if (account is null || tickets.ReadRequest(Demande) is not { } asked || asked.Sub != account.Id || !Provenance.IsLocal(Suite))
        {
            return;
        }

        Name = await consents.NameOfAsync(asked.ClientId, HttpContext.RequestAborted);
        Courriel = account.Email;
        Asked = Name is null ? null : asked;
    }
}
