using System.Text;
using Beffroi.Identity.Ports;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Beffroi.Identity.Accounts;

/// <summary>What is done with accounts beyond signing in: registering, inviting, confirming, ending sessions.</summary>
public sealed class AccountService(
    UserManager<Account> accounts, AccountSessions sessions, IAccountCourriels courriels, IdentitySettings settings, TimeProvider time)
{
    /// <summary>Makes an account with a password and no confirmation by mail: the demonstration and the tests.</summary>
    /// <exception cref="InvalidOperationException">The password or the address is refused.</exception>
    public async Task<Account> CreateConfirmedAsync(string courriel, string nom, string password)
    {
        var account = New(courriel, nom);
        account.EmailConfirmed = true;
        Require(await accounts.CreateAsync(account, password));
        return account;
    }

    /// <summary>Finds the account of an address or makes one that waits for its invitation to be taken up.</summary>
    /// <returns>The account, and the link of the invitation when the account has no password yet.</returns>
    public async Task<(Account Account, string? Link)> InviteAsync(string courriel, string nom, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(courriel);
        if (account is null)
        {
            account = New(courriel, nom);
            Require(await accounts.CreateAsync(account));
        }

        if (await accounts.HasPasswordAsync(account))
        {
            return (account, null);
        }

        var link = await LinkAsync(account, "/invitation", await accounts.GeneratePasswordResetTokenAsync(account));
        await courriels.SendInvitationAsync(courriel, account.Nom, link, cancellationToken);
        return (account, link);
    }

    /// <summary>Ends every session of the account, at the issuer and on every host.</summary>
    public async Task SignOutEverywhereAsync(Account account)
    {
        account.SessionsValidFrom = time.GetUtcNow().UtcDateTime;
        Require(await accounts.UpdateSecurityStampAsync(account));
        sessions.Forget(account.Id);
    }

    /// <summary>A link on the issuer that carries a one-time token of the account.</summary>
    public Task<string> LinkAsync(Account account, string path, string token) => Task.FromResult(QueryHelpers.AddQueryString(
        $"{settings.Scheme}://{settings.Host}{path}",
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["compte"] = account.Id.ToString(),
            ["jeton"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)),
        }));

    private Account New(string courriel, string nom)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = courriel,
            Email = courriel,
            Nom = nom,
            CreatedAt = now,
            SessionsValidFrom = now.AddSeconds(-1),
        };
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}
