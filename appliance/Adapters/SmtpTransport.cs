using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Beffroi.Appliance.Adapters;

/// <summary>Hands mails to the syndicate's mail server.</summary>
internal sealed class SmtpTransport(ApplianceSettings settings) : ICourrielTransport, IAsyncDisposable
{
    private readonly SmtpClient _client = new() { Timeout = 30_000 };

    public async Task SendAsync(Courriel courriel, CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        try
        {
            await _client.SendAsync(CourrielMime.Write(courriel, settings.Smtp), cancellationToken);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            throw new CourrielRefusedException($"Le serveur de messagerie refuse ce courriel ({(int)refused.StatusCode}).");
        }
        catch (SmtpCommandException delayed)
        {
            throw new CourrielDelayedException($"Le serveur de messagerie demande d’attendre ({(int)delayed.StatusCode}).");
        }
        catch (ServiceNotConnectedException)
        {
            throw new CourrielServerDownException("Le serveur de messagerie a fermé la connexion.");
        }
        // Anything else may have happened after the server took the mail: it is left marked as being sent, for the operator.
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(quit: true);
        }

        _client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var smtp = settings.Smtp;
        try
        {
            if (_client.IsConnected)
            {
                // Between two runs the server may have hung up: asked before the mail is, the answer is certain.
                await _client.NoOpAsync(cancellationToken);
                return;
            }
        }
        catch (Exception error) when (error is IOException or ProtocolException or SmtpCommandException)
        {
            await _client.DisconnectAsync(quit: false, cancellationToken);
        }

        try
        {
            await _client.OpenAsync(smtp, cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException or ProtocolException or SmtpCommandException
            or AuthenticationException or SslHandshakeException or TimeoutException)
        {
            await _client.DisconnectAsync(quit: false, CancellationToken.None);
            throw new CourrielServerDownException($"Le serveur de messagerie {smtp.Host}:{smtp.Port} ne peut être joint ({error.GetType().Name}).");
        }
    }
}
