using Beffroi.Appliance.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Beffroi.Appliance.Adapters;

/// <summary>Greets the configured mail server, encrypts and signs in; the same for sending, for the test mail and for the doctor.</summary>
internal static class SmtpConnection
{
    public static async Task OpenAsync(this SmtpClient client, SmtpSection smtp, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(smtp.Host!, smtp.Port, Security(smtp.Security), cancellationToken);
        if (smtp.User is not null)
        {
            await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cancellationToken);
        }
    }

    private static SecureSocketOptions Security(string word) => word switch
    {
        "none" => SecureSocketOptions.None,
        "tls" => SecureSocketOptions.SslOnConnect,
        "starttls" => SecureSocketOptions.StartTls,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "Unknown Smtp:Security."),
    };
}
