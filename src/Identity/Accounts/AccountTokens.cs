using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Beffroi.Identity.Accounts;

/// <summary>
/// The tokens of the links in account mails. Each is for one account and one purpose, ends with its time, and dies with the account's
/// security stamp, which its use changes: it serves once.
/// </summary>
public sealed class AccountTokens(IDataProtectionProvider protection, TimeProvider time) : IUserTwoFactorTokenProvider<Account>
{
    /// <summary>The name of the provider.</summary>
    public const string Name = "liens";

    /// <summary>The purpose of an agent's invitation.</summary>
    public const string Invitation = "invitation";

    /// <summary>How long the link of a new password holds.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>How long the link that confirms an address holds.</summary>
    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromHours(24);

    /// <summary>How long an invitation holds.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    private readonly IDataProtector _protector = protection.CreateProtector("Beffroi.Identity.AccountTokens");

    /// <inheritdoc />
    public async Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) =>
        _protector.Protect(string.Join('\n', purpose, user.Id, Now().ToString(CultureInfo.InvariantCulture), await manager.GetSecurityStampAsync(user)));

    /// <inheritdoc />
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        string[] parts;
        try
        {
            parts = _protector.Unprotect(token).Split('\n');
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return false;
        }

        return parts.Length == 4
            && parts[0] == purpose
            && parts[1] == user.Id.ToString()
            && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var made)
            && Now() - made < (long)LifetimeOf(purpose).TotalSeconds
            && parts[3] == await manager.GetSecurityStampAsync(user);
    }

    /// <inheritdoc />
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(false);

    private static TimeSpan LifetimeOf(string purpose) => purpose switch
    {
        Invitation => InvitationLifetime,
        UserManager<Account>.ConfirmEmailTokenPurpose => ConfirmationLifetime,
        _ => ResetLifetime,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
