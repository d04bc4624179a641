namespace Beffroi.Identity.Ports;

/// <summary>Sends the mails of accounts; each is durable when the task ends.</summary>
public interface IAccountCourriels
{
    /// <summary>Asks the holder of a new account to confirm the address.</summary>
    Task SendConfirmationAsync(string courriel, string nom, string link, CancellationToken cancellationToken);

    /// <summary>Lets the holder choose a new password.</summary>
    Task SendPasswordResetAsync(string courriel, string nom, string link, CancellationToken cancellationToken);

    /// <summary>Tells the holder that someone tried to make an account with this address.</summary>
    Task SendAlreadyRegisteredAsync(string courriel, string nom, string link, CancellationToken cancellationToken);

    /// <summary>Invites an agent to choose a password.</summary>
    Task SendInvitationAsync(string courriel, string nom, string link, CancellationToken cancellationToken);
}
