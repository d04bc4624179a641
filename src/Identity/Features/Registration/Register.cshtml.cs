using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Registration;

/// <summary>Creating an account.</summary>
[OnHost(HostKind.Sso)]
public sealed class RegisterModel(RegisterAccount register, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "suite")]
    public string? Suite { get; set; }

    [BindProperty]
    public string? Nom { get; set; }

    [BindProperty]
    public string? Courriel { get; set; }

    [BindProperty]
    public string? MotDePasse { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (provenance.IsBureau)
        {
            return Page();
        }

        var nom = Nom?.Trim();
        var address = Courriel?.Trim();
        Check(nameof(Nom), AccountFields.NameFault(nom));
        Check(nameof(Courriel), AccountFields.AddressFault(address));
        Check(nameof(MotDePasse), AccountFields.PasswordFault(MotDePasse));
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await register.RunAsync(
            new NewAccount(nom!, address!, MotDePasse!, SignInAttempt.NetworkOf(HttpContext), provenance.Host?.Host),
            HttpContext.RequestAborted);
        Check(nameof(MotDePasse), outcome.Faults.Count > 0 ? outcome.Faults[0] : null);
        if (outcome.Wait is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", $"Trop de comptes ont été demandés depuis cette connexion. Recommencez dans {WaitWords.For(wait)}.");
        }

        return ModelState.IsValid ? LocalRedirect(provenance.Link("/inscription/envoyee")) : Page();
    }

    private void Check(string field, string? fault)
    {
        if (fault is not null)
        {
            ModelState.AddModelError(field, fault);
        }
    }
}
