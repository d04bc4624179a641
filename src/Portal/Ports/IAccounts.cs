namespace Beffroi.Portal.Ports;

/// <summary>An account as the portal needs it.</summary>
/// <param name="Sub">The subject.</param>
/// <param name="Link">The link of the invitation, when the account has no password yet.</param>
public sealed record InvitedAccount(Guid Sub, string? Link);

/// <summary>What the portal asks of accounts; Identity answers through the appliance.</summary>
public interface IAccounts
{
    /// <summary>Finds the account of an address or makes one, and invites its holder by mail when it has no password yet.</summary>
    Task<InvitedAccount> InviteAsync(string courriel, string nom, CancellationToken cancellationToken);

    /// <summary>The instant from which the sessions of an account hold, UTC; null when the account is gone.</summary>
    ValueTask<DateTime?> SessionsValidFromAsync(Guid sub, CancellationToken cancellationToken);
}
