using Beffroi.Identity.Accounts;
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

    public ValueTask<DateTime?> SessionsValidFromAsync(Guid sub, CancellationToken cancellationToken) =>
        sessions.ValidFromAsync(sub, cancellationToken);
}
