using System.Globalization;
using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.Registration;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.SignIn;

/// <summary>The second page of the sign-in: the password of the address that was given.</summary>
[OnHost(HostKind.Sso)]
public sealed class PasswordModel(PasswordSignIn signIn, TypedAddress typed, RegisterAccount register, Provenance provenance) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "suite")]
    public string? Suite { get; set; }

    [BindProperty]
    public string? Courriel { get; set; }

    [BindProperty]
    public string? MotDePasse { get; set; }

    public bool Unconfirmed { get; private set; }

    public IActionResult OnGet()
    {
        Courriel = typed.Read(HttpContext);
        return AccountFields.AddressFault(Courriel) is null ? Page() : LocalRedirect(provenance.Link("/connexion", Suite));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Courriel ??= typed.Read(HttpContext);
        if (AccountFields.AddressFault(Courriel) is not null)
        {
            return LocalRedirect(provenance.Link("/connexion", Suite));
        }

        if (string.IsNullOrEmpty(MotDePasse))
        {
            return Refuse("Saisissez votre mot de passe");
        }

        if (MotDePasse.Length > AccountFields.PasswordLength)
        {
            return Refuse($"Saisissez un mot de passe de {AccountFields.PasswordLength} caractères au plus");
        }

        var outcome = await signIn.RunAsync(HttpContext, Courriel!, MotDePasse);
        switch (outcome.Ending)
        {
            case SignInEnding.Done:
                return LocalRedirect(Provenance.IsLocal(Suite) ? Suite! : "/");
            case SignInEnding.MustWait:
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Response.Headers.RetryAfter = ((int)Math.Ceiling(outcome.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return Refuse($"Trop d’essais depuis cette connexion. Attendez {WaitWords.For(outcome.Wait)} avant d’essayer de nouveau, ou choisissez un nouveau mot de passe.");
            case SignInEnding.Unconfirmed:
                await register.ConfirmAgainAsync(Courriel!, provenance.Host?.Host, HttpContext.RequestAborted);
                Unconfirmed = true;
                return Page();
            default:
                return Refuse("L’adresse ou le mot de passe n’est pas le bon. Vérifiez-les, puis recommencez.");
        }
    }

    private PageResult Refuse(string words)
    {
        ModelState.AddModelError(nameof(MotDePasse), words);
        return Page();
    }
}
