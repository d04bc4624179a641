using System.Net.Sockets;
using Beffroi.Appliance.Adapters;
using Beffroi.Appliance.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Greets the mail server, encrypts and signs in as the sending job does; sends nothing.</summary>
internal sealed class SmtpCheck(ApplianceSettings settings) : ICheck
{
    public string Name => "courriel-serveur";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => [await LookAsync(cancellationToken)];

    private async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var smtp = settings.Smtp;
        if (smtp.Host is null)
        {
            return new(Severity.Warning, Name, $"Aucun serveur de messagerie : les courriels restent dans {Path.Combine(settings.Data, "courriels")} et personne ne les reçoit.", "beffroi setup");
        }

        var where = $"{smtp.Host}:{smtp.Port}";
        using var client = new SmtpClient { Timeout = 4000 };
        try
        {
            await client.OpenAsync(smtp, cancellationToken);
            var encrypted = client.IsSecure;
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new(Severity.Ok, Name, $"{where} répond{(encrypted ? ", en TLS" : "")}{(smtp.User is null ? "" : $" et accepte « {smtp.User} »")}.");
        }
        catch (AuthenticationException)
        {
            return new(Severity.Fault, Name, $"{where} refuse le mot de passe de « {smtp.User} ».", "systemctl edit beffroi");
        }
        catch (SslHandshakeException)
        {
            return new(Severity.Fault, Name, $"{where} : le chiffrement échoue (certificat inconnu ou d’un autre nom, ou Smtp.Security qui ne convient pas au port).", $"openssl s_client -connect {where}{(smtp.Security == "starttls" ? " -starttls smtp" : "")}");
        }
        catch (NotSupportedException)
        {
            return new(Severity.Fault, Name, $"{where} n’offre pas ce que la configuration demande (STARTTLS, ou une identification).", $"openssl s_client -connect {where} -starttls smtp");
        }
        catch (Exception error) when (error is IOException or SocketException or ProtocolException or SmtpCommandException or TimeoutException or OperationCanceledException)
        {
            return new(Severity.Fault, Name, $"{where} ne répond pas comme un serveur de messagerie ({error.GetType().Name}).", $"nc -vz {smtp.Host} {smtp.Port}");
        }
    }
}
