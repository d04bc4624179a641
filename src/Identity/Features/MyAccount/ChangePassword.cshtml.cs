using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Identity.Features.MyAccount;

/// <summary>Changing the password, which ends the other sessions.</summary>
[OnHost(HostKind.Sso), HolderOnly]
public sealed class ChangePasswordModel(
    UserManager<Account> accounts, AccountService service, AccountSignIn session, SignInThrottle throttle, Provenance provenance) : PageModel
{
    [BindProperty]
    public string? Actuel { get; set; }

    [BindProperty]
    public string? Nouveau { get; set; }

    public Account Account { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : Challenge(IdentityConstants.ApplicationScheme);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
        {
            return Challenge(IdentityConstants.ApplicationScheme);
        }

        // Whoever found the session open does not know the password: guessed at as slowly as at the sign-in, known device or not.
        var attempt = new SignInAttempt("COMPTE " + Account.Id, SignInAttempt.NetworkOf(HttpContext), Device: null);
        if (await throttle.WaitAsync(attempt, HttpContext.RequestAborted) is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Refuse(nameof(Actuel), $"Trop d’essais. Attendez {WaitWords.For(wait)} avant d’essayer de nouveau.");
        }

        if (Actuel is not { Length: > 0 and <= AccountFields.PasswordLength } || !await accounts.CheckPasswordAsync(Account, Actuel))
        {
            await throttle.FailedAsync(attempt, HttpContext.RequestAborted);
            return Refuse(nameof(Actuel), "Saisissez votre mot de passe actuel\u00a0: celui-ci n’est pas le bon");
        }

        await throttle.SucceededAsync(attempt, HttpContext.RequestAborted);
        var faults = await service.SetPasswordAsync(Account, Nouveau ?? "");
        if (faults.Count > 0)
        {
            return Refuse(nameof(Nouveau), faults[0]);
        }

        await session.SignInAsync(HttpContext, Account);
        return LocalRedirect(provenance.Link("/compte?fait=mot-de-passe"));
    }

    private async Task<bool> FindAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            return false;
        }

        Account = account;
        return true;
    }

    private PageResult Refuse(string field, string words)
    {
        ModelState.AddModelError(field, words);
        return Page();
    }
}
