using System.Globalization;
using Beffroi.Identity.Accounts.Attempts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Identity.Accounts;

/// <summary>Begins and checks the issuer's own session.</summary>
public sealed class AccountSignIn(SignInManager<Account> signIn, AccountSessions sessions, KnownDevices devices, TimeProvider time)
{
    private const string Since = "since";

    /// <summary>Begins a session and remembers the device; the caller has checked who it is.</summary>
    public async Task SignInAsync(HttpContext context, Account account)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await BelieveClockAsync(account, DateTimeOffset.FromUnixTimeMilliseconds(now).UtcDateTime);
        var properties = new AuthenticationProperties();
        properties.Items[Since] = now.ToString(CultureInfo.InvariantCulture);
        await signIn.SignInAsync(account, properties);
        devices.Remember(context, account);
    }

    // Written by a clock that was ahead, it would end every session until that time has come.
    private async Task BelieveClockAsync(Account account, DateTime now)
    {
        if (account.SessionsValidFrom > now)
        {
            account.SessionsValidFrom = now;
            await signIn.UserManager.UpdateAsync(account);
            sessions.Ended(account.Id, now);
        }
    }

    /// <summary>Ends a session that the holder ended everywhere, at once, and one whose security stamp has changed.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<AccountSessions>();
        var valid = context.Properties.Items.TryGetValue(Since, out var text)
            && long.TryParse(text, CultureInfo.InvariantCulture, out var since)
            && Guid.TryParse(context.Principal?.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, out var sub)
            && await sessions.ValidFromAsync(sub, context.HttpContext.RequestAborted) is { } validFrom
            && DateTimeOffset.FromUnixTimeMilliseconds(since).UtcDateTime >= validFrom;
        if (!valid)
        {
            context.RejectPrincipal();
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }
}
