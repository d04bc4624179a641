using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.SignIn;

/// <summary>The first page of the sign-in: one field, the address.</summary>
[OnHost(HostKind.Sso)]
public sealed class AddressModel(TypedAddress typed, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "suite")]
    public string? Suite { get; set; }

    [BindProperty]
    public string? Courriel { get; set; }

    public void OnGet() => Courriel = typed.Read(HttpContext);

    public IActionResult OnPost()
    {
        var address = Courriel?.Trim();
        if (AccountFields.AddressFault(address) is { } fault)
        {
            ModelState.AddModelError(nameof(Courriel), fault);
            return Page();
        }

        typed.Write(HttpContext, address!);
        return LocalRedirect(provenance.Link("/connexion/mot-de-passe", Suite));
    }
}
