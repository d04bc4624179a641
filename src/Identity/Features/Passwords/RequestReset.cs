using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Features.Passwords;

/// <summary>Sends the link of a new password where the address has an account; the screen says the same where it has none.</summary>
public sealed class RequestReset(UserManager<Account> accounts, AccountService service, SignInLimits limits)
{
    /// <summary>Asks.</summary>
    /// <returns>How long to wait when the network asked too often, otherwise null.</returns>
    public async Task<TimeSpan?> RunAsync(string courriel, string network, string? origin, CancellationToken cancellationToken)
    {
        if (limits.TakeMail(network) is { } wait)
        {
            return wait;
        }

        await EvenTime.RunAsync(
            async () =>
            {
                if (limits.MayWriteTo(accounts.NormalizeEmail(courriel)!) && await accounts.FindByEmailAsync(courriel) is { } account)
                {
                    await service.SendResetAsync(account, origin, cancellationToken);
                }
            },
            cancellationToken);
        return null;
    }
}
