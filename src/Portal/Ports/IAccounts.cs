namespace Beffroi.Portal.Ports;

/// <summary>An account as the portal needs it.</summary>
/// <param name="Sub">The subject.</param>
/// <param name="Link">The link of the invitation, when the account has no password yet.</param>
public sealed record InvitedAccount(Guid Sub, string? Link);

/// <summary>What is kept of an account, for its holder (RGPD, article 15); no secret is in it.</summary>
/// <param name="Nom">First name and name.</param>
/// <param name="Courriel">The address.</param>
/// <param name="IsConfirmed">Whether the holder showed that the address is theirs.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="SessionsValidFrom">The instant from which its sessions hold, UTC.</param>
/// <param name="LastSignInAt">The last sign-in that is still kept, UTC.</param>
/// <param name="Factors">The ways to sign in, in French.</param>
/// <param name="Applications">The applications that may read it, and since when, UTC.</param>
public sealed record AccountRecord(
    string Nom, string Courriel, bool IsConfirmed, DateTime CreatedAt, DateTime SessionsValidFrom, DateTime? LastSignInAt,
    IReadOnlyList<string> Factors, IReadOnlyList<(string Name, DateTime? Since)> Applications);

/// <summary>What the portal asks of accounts; Identity answers through the appliance.</summary>
public interface IAccounts
{
    /// <summary>Finds the account of an address or makes one, and invites its holder by mail when it has no password yet.</summary>
    Task<InvitedAccount> InviteAsync(string courriel, string nom, CancellationToken cancellationToken);

    /// <summary>What is kept of an account; null when it is gone.</summary>
    Task<AccountRecord?> ReadAsync(Guid sub, CancellationToken cancellationToken);

    /// <summary>The instant from which the sessions of an account hold, UTC; null when the account is gone.</summary>
    ValueTask<DateTime?> SessionsValidFromAsync(Guid sub, CancellationToken cancellationToken);
}
