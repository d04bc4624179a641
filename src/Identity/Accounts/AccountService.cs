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

        if (account.EmailConfirmed && account.PasswordHash is not null)
        {
            return (account, null);
        }

        if (account.PasswordHash is not null)
        {
            // Somebody registered this address and never showed that it is theirs: their password must not open an agent's account.
            Require(await accounts.RemovePasswordAsync(account));
        }

        var token = await accounts.GenerateUserTokenAsync(account, AccountTokens.Name, AccountTokens.Invitation);
        var link = LinkTo(account, "/invitation", token, settings.BureauHost);
        await courriels.SendInvitationAsync(courriel, account.Nom, link, cancellationToken);
        return (account, link);
    }

    /// <summary>Sends the link that confirms the address.</summary>
    /// <param name="account">The account.</param>
    /// <param name="origin">The host that the person comes from, or null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task SendConfirmationAsync(Account account, string? origin, CancellationToken cancellationToken)
    {
        var token = await accounts.GenerateEmailConfirmationTokenAsync(account);
        await courriels.SendConfirmationAsync(account.Email!, account.Nom, LinkTo(account, "/confirmation", token, origin), cancellationToken);
    }

    /// <summary>Sends the link that lets the holder choose a new password.</summary>
    public async Task SendResetAsync(Account account, string? origin, CancellationToken cancellationToken)
    {
        var token = await accounts.GeneratePasswordResetTokenAsync(account);
        await courriels.SendPasswordResetAsync(account.Email!, account.Nom, LinkTo(account, "/mot-de-passe", token, origin), cancellationToken);
    }

    /// <summary>Tells the holder that the address has an account already.</summary>
    public Task SendAlreadyRegisteredAsync(Account account, string? origin, CancellationToken cancellationToken) =>
        courriels.SendAlreadyRegisteredAsync(account.Email!, account.Nom, Address("/mot-de-passe-oublie", [], origin), cancellationToken);

    /// <summary>The account that a link is for, or null when the link is wrong, spent or too old.</summary>
    public async Task<Account?> FindByLinkAsync(string? compte, string? jeton, string purpose)
    {
        if (!Guid.TryParse(compte, out var id) || TokenOf(jeton) is not { } token || await accounts.FindByIdAsync(id.ToString()) is not { } account)
        {
            return null;
        }

        return await accounts.VerifyUserTokenAsync(account, AccountTokens.Name, purpose, token) ? account : null;
    }

    /// <summary>Confirms the address; the link is spent.</summary>
    public async Task ConfirmAsync(Account account)
    {
        account.EmailConfirmed = true;
        Require(await accounts.UpdateSecurityStampAsync(account));
    }

    /// <summary>Sets a password through a link of the mailbox, which proves the address too; every session ends and the link is spent.</summary>
    /// <returns>What is wrong with the password, or nothing.</returns>
    public async Task<IReadOnlyList<string>> SetPasswordAsync(Account account, string password)
    {
        var faults = await FaultsAsync(account, password);
        if (faults.Count > 0)
        {
            return faults;
        }

        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.EmailConfirmed = true;
        await SignOutEverywhereAsync(account);
        return [];
    }

    /// <summary>What is wrong with a password for this account.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(Account account, string password)
    {
        if (AccountFields.PasswordFault(password) is { } fault)
        {
            return [fault];
        }

        var faults = new List<string>();
        foreach (var validator in accounts.PasswordValidators)
        {
            faults.AddRange((await validator.ValidateAsync(accounts, account, password)).Errors.Select(error => error.Description));
        }

        return faults;
    }

    /// <summary>Ends every session of the account, at the issuer and on every host.</summary>
    public async Task SignOutEverywhereAsync(Account account)
    {
        // Cookies say their beginning in milliseconds: a finer instant would end the session that begins right after.
        account.SessionsValidFrom = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()).UtcDateTime;
        Require(await accounts.UpdateSecurityStampAsync(account));
        sessions.Ended(account.Id, account.SessionsValidFrom);
    }

    /// <summary>An account that is not kept yet.</summary>
    public Account New(string courriel, string nom)
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

    private string LinkTo(Account account, string path, string token, string? origin) => Address(
        path,
        new(StringComparer.Ordinal)
        {
            ["compte"] = account.Id.ToString(),
            ["jeton"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)),
        },
        origin);

    private string Address(string path, Dictionary<string, string?> query, string? origin)
    {
        if (origin is not null)
        {
            query["retour"] = origin;
        }

        return QueryHelpers.AddQueryString($"{settings.Scheme}://{settings.Host}{path}", query);
    }

    private static string? TokenOf(string? jeton)
    {
        if (jeton is not { Length: > 0 and < 4000 })
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(jeton));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}
