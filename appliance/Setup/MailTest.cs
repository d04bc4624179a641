using System.Net.Sockets;
using Beffroi.Appliance.Adapters;
using Beffroi.Appliance.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Beffroi.Appliance.Setup;

/// <summary>How a test mail went.</summary>
/// <param name="Sent">Whether the server took it.</param>
/// <param name="Message">The same in French, with what to do when it failed.</param>
internal sealed record MailTestResult(bool Sent, string Message);

/// <summary>Sends one mail through the configured server at once and says at which step it failed.</summary>
internal static class MailTest
{
    public static async Task<MailTestResult> SendAsync(SmtpSection smtp, string recipient, TimeProvider time, CancellationToken cancellationToken)
    {
        if (smtp.Host is null)
        {
            return new MailTestResult(false, "Aucun serveur de messagerie n’est indiqué (Smtp:Host) : les courriels restent dans le dossier « courriels » des données.");
        }

        var server = $"{smtp.Host}:{smtp.Port}";
        using var client = new SmtpClient { Timeout = 20_000 };
        try
        {
            await client.OpenAsync(smtp, cancellationToken);
            await client.SendAsync(Write(smtp, recipient, time), cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new MailTestResult(true, $"Le serveur {server} a accepté le courriel d’essai pour {recipient}. Vérifiez qu’il arrive.");
        }
        catch (SslHandshakeException)
        {
            return new MailTestResult(false, $"Le serveur {server} répond, mais la connexion sûre échoue : vérifiez Smtp:Security ({smtp.Security}) et le certificat du serveur.");
        }
        catch (AuthenticationException)
        {
            return new MailTestResult(false, $"Le serveur {server} refuse le compte : vérifiez Smtp:User et Smtp:Password.");
        }
        catch (SmtpCommandException refused)
        {
            return new MailTestResult(false, $"Le serveur {server} refuse le courriel ({(int)refused.StatusCode}) : vérifiez Smtp:From ({smtp.From}) et le destinataire.");
        }
        catch (NotSupportedException)
        {
            return new MailTestResult(false, $"Le serveur {server} ne connaît pas ce que Smtp:Security ({smtp.Security}) ou Smtp:User demande.");
        }
        catch (Exception error) when (error is SocketException or IOException or ProtocolException or TimeoutException or OperationCanceledException)
        {
            return new MailTestResult(false, $"Le serveur {server} ne peut pas être joint ({error.GetType().Name}) : vérifiez Smtp:Host, Smtp:Port et le pare-feu.");
        }
    }

    private static MimeMessage Write(SmtpSection smtp, string recipient, TimeProvider time)
    {
        var message = new MimeMessage
        {
            Date = time.GetUtcNow(),
            Subject = "Essai de messagerie de Beffroi",
            Body = new TextPart("plain") { Text = "Ce courriel vérifie que Beffroi sait écrire. Aucune réponse n’est attendue.\n" },
        };
        message.From.Add(MailboxAddress.Parse(smtp.From));
        message.To.Add(MailboxAddress.Parse(recipient));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
