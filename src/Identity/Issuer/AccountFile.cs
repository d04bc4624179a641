using System.Globalization;
using Beffroi.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Issuer;

/// <summary>What is kept of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="LastSignInAt">When a site of the syndicate or an application last signed its holder in, UTC, as far as tokens are kept.</param>
/// <param name="Granted">The applications that may read it.</param>
public sealed record KeptAccount(Account Account, DateTime? LastSignInAt, IReadOnlyList<GrantedApplication> Granted);

/// <summary>Gathers what is kept of an account, for its holder (RGPD, article 15).</summary>
public sealed class AccountFile(UserManager<Account> accounts, IOpenIddictTokenManager tokens, Consents consents)
{
    /// <summary>What is kept; null when there is no such account.</summary>
    public async Task<KeptAccount?> ReadAsync(Guid sub, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(sub.ToString("D", CultureInfo.InvariantCulture)) is not { } account)
        {
            return null;
        }

        DateTimeOffset? last = null;
        await foreach (var token in tokens.FindBySubjectAsync(sub.ToString("D", CultureInfo.InvariantCulture), cancellationToken))
        {
            // A code is given once a sign-in; refreshed tokens are no sign-in.
            if (await tokens.GetTypeAsync(token, cancellationToken) == TokenTypeIdentifiers.Private.AuthorizationCode
                && await tokens.GetCreationDateAsync(token, cancellationToken) is { } at && (last is null || at > last))
            {
                last = at;
            }
        }

        return new KeptAccount(account, last?.UtcDateTime, await consents.ListAsync(sub, cancellationToken));
    }
}
