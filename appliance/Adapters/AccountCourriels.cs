using Beffroi.Identity.Ports;
using Beffroi.Portal.Features.Courriels;

namespace Beffroi.Appliance.Adapters;

/// <summary>Puts the mails of accounts into the portal's outbox.</summary>
internal sealed class AccountCourriels(AccountOutbox outbox) : IAccountCourriels
{
    public Task SendConfirmationAsync(string courriel, string nom, string link, CancellationToken cancellationToken) =>
        outbox.QueueAsync("confirmation-compte", courriel, nom, link, cancellationToken);

    public Task SendPasswordResetAsync(string courriel, string nom, string link, CancellationToken cancellationToken) =>
        outbox.QueueAsync("mot-de-passe", courriel, nom, link, cancellationToken);

    public Task SendAlreadyRegisteredAsync(string courriel, string nom, string link, CancellationToken cancellationToken) =>
        outbox.QueueAsync("compte-existant", courriel, nom, link, cancellationToken);

    public Task SendInvitationAsync(string courriel, string nom, string link, CancellationToken cancellationToken) =>
        outbox.QueueAsync("invitation-agent", courriel, nom, link, cancellationToken);
}
