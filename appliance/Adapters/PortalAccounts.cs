using Beffroi.Identity.Accounts;
using Beffroi.Identity.Issuer;
using Beffroi.Portal.Ports;

namespace Beffroi.Appliance.Adapters;

/// <summary>Answers the portal's questions about accounts.</summary>
internal sealed class PortalAccounts(IServiceScopeFactory scopes, AccountSessions sessions) : IAccounts
{
    public async Task<InvitedAccount> InviteAsync(string courriel, string nom, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (account, link) = await scope.ServiceProvider.GetRequiredService<AccountService>().InviteAsync(courriel, nom, cancellationToken);
        return new InvitedAccount(account.Id, link);
    }

    public async Task<AccountRecord?> ReadAsync(Guid sub, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountFile>().ReadAsync(sub, cancellationToken) is { } kept
            ? new AccountRecord(
                kept.Account.Nom, kept.Account.Email!, kept.Account.EmailConfirmed, kept.Account.CreatedAt, kept.Account.SessionsValidFrom, kept.LastSignInAt,
                kept.Account.PasswordHash is null ? [] : ["mot de passe"],
                [.. kept.Granted.Select(application => (application.Name, application.Since?.UtcDateTime))])
            : null;
    }

    public ValueTask<DateTime?> SessionsValidFromAsync(Guid sub, CancellationToken cancellationToken) =>
        sessions.ValidFromAsync(sub, cancellationToken);
}
