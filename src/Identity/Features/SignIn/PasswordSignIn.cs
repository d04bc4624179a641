using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Features.SignIn;

/// <summary>How a try at signing in ended.</summary>
public enum SignInEnding
{
    /// <summary>The session has begun.</summary>
    Done,

    /// <summary>The address or the password is not right; which one is not said.</summary>
    Refused,

    /// <summary>Too many tries: nothing was looked at.</summary>
    MustWait,

    /// <summary>The password is right and the address still to be confirmed.</summary>
    Unconfirmed,
}

/// <summary>The ending, and how long to wait where there was too much haste.</summary>
public sealed record SignInOutcome(SignInEnding Ending, TimeSpan Wait = default);

/// <summary>Signs in with a password: bounded and slowed before anything is hashed, the same for addresses that have no account.</summary>
public sealed class PasswordSignIn(
    UserManager<Account> accounts, SignInThrottle throttle, KnownDevices devices, AccountSignIn session, NobodysPassword nobody)
{
    /// <summary>Tries.</summary>
    public async Task<SignInOutcome> RunAsync(HttpContext context, string address, string password)
    {
        var cancellationToken = context.RequestAborted;
        var account = await accounts.FindByEmailAsync(address);
        var attempt = new SignInAttempt(accounts.NormalizeEmail(address)!, SignInAttempt.NetworkOf(context), devices.Find(context, account));
        if (await throttle.WaitAsync(attempt, cancellationToken) is { } wait)
        {
            return new SignInOutcome(SignInEnding.MustWait, wait);
        }

        if (!await IsRightAsync(account, password))
        {
            await throttle.FailedAsync(attempt, cancellationToken);
            return new SignInOutcome(SignInEnding.Refused);
        }

        await throttle.SucceededAsync(attempt, cancellationToken);
        if (!account!.EmailConfirmed)
        {
            return new SignInOutcome(SignInEnding.Unconfirmed);
        }

        await session.SignInAsync(context, account);
        return new SignInOutcome(SignInEnding.Done);
    }

    private async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is null)
        {
            nobody.Verify(password);
            return false;
        }

        return await accounts.CheckPasswordAsync(account, password);
    }
}
