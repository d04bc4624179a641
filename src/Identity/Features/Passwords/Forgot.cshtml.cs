using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.Passwords;

/// <summary>Asking for a new password.</summary>
[OnHost(HostKind.Sso)]
public sealed class ForgotModel(RequestReset request, TypedAddress typed, Provenance provenance) : PageModel
{
    [BindProperty]
    public string? Courriel { get; set; }

    [FromRoute(Name = "etape")]
    public string? Etape { get; set; }

    public bool IsSent => Etape is not null;

    public void OnGet() => Courriel = typed.Read(HttpContext);

    public async Task<IActionResult> OnPostAsync()
    {
        var address = Courriel?.Trim();
        if (AccountFields.AddressFault(address) is { } fault)
        {
            ModelState.AddModelError(nameof(Courriel), fault);
            return Page();
        }

        if (await request.RunAsync(address!, SignInAttempt.NetworkOf(HttpContext), provenance.Host?.Host, HttpContext.RequestAborted) is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", $"Trop de demandes sont venues de cette connexion. Recommencez dans {WaitWords.For(wait)}.");
            return Page();
        }

        return LocalRedirect(provenance.Link("/mot-de-passe-oublie/envoye"));
    }
}
