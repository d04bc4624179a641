using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether each host shows a certificate that browsers believe and that lives on for a while.</summary>
/// <remarks>Without --complet only the first hosts are asked: with certificates on demand each question may order one.</remarks>
internal sealed class TlsCheck(ApplianceSettings settings, IReadOnlyCollection<string> hosts, INames names, TimeProvider time, bool complete) : ICheck
{
    private const int Asked = 8;
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(21);
    private static readonly TimeSpan s_urgent = TimeSpan.FromDays(3);

    public string Name => "tls";

    public TimeSpan Limit => TimeSpan.FromSeconds(complete ? 5 + hosts.Count : 5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Scheme != "https")
        {
            return [new(Severity.Ok, Name, "Scheme vaut http : pas de certificat à vérifier.")];
        }

        // The base, the bureau and the sign-on first: without them nobody works.
        var root = settings.Base.Split(':')[0];
        string[] first = [root, "bureau." + root, "sso." + root];
        var asked = first.Concat(hosts.Order(StringComparer.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).Take(complete ? int.MaxValue : Asked).ToList();
        var findings = new ConcurrentBag<Finding>();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (host, token) =>
        {
            if (await LookAsync(host, token) is { } finding)
            {
                findings.Add(finding);
            }
        });
        return findings.IsEmpty
            ? [new(Severity.Ok, Name, $"{asked.Count} hôte(s) sur {Math.Max(hosts.Count, asked.Count)} interrogé(s) : certificats reconnus, valables plus de {s_soon.TotalDays:0} jours.")]
            : [.. findings.OrderBy(finding => finding.Sentence, StringComparer.Ordinal)];
    }

    private async Task<Finding?> LookAsync(string host, CancellationToken cancellationToken)
    {
        var port = settings.Base.Split(':') is [_, var own] && int.TryParse(own, out var number) ? number : 443;
        var mend = $"curl -sSIv https://{host}:{port}/";
        try
        {
            var addresses = await names.ResolveAsync(host, cancellationToken);
            if (addresses.Count == 0)
            {
                return new(Severity.Fault, Name, $"{host} : sans adresse, son certificat ne peut pas être lu.", $"dig +short {host}");
            }

            using var tcp = new TcpClient();
            await tcp.ConnectAsync([.. addresses], port, cancellationToken);
            X509Certificate2? certificate = null;
            var errors = SslPolicyErrors.None;
            await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, found) =>
            {
                errors = found;
                certificate = shown is null ? null : new X509Certificate2(shown);
                return found == SslPolicyErrors.None;
            });
            try
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
            }
            catch (AuthenticationException) when (errors != SslPolicyErrors.None)
            {
                // Refused by the line above: what is wrong with it is told below.
            }

            using (certificate)
            {
                return Judge(host, certificate, errors, mend);
            }
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException or NamesUnavailableException)
        {
            return new(Severity.Fault, Name, $"{host}:{port} ne répond pas en TLS ({error.Message.Split('\n')[0]}).", "systemctl status caddy");
        }
    }

    private Finding? Judge(string host, X509Certificate2? certificate, SslPolicyErrors errors, string mend)
    {
        if (certificate is null)
        {
            return new(Severity.Fault, Name, $"{host} ne montre aucun certificat.", mend);
        }

        var end = certificate.NotAfter.ToUniversalTime();
        var left = end - time.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
        {
            return new(Severity.Fault, Name, $"Le certificat de {host} est périmé depuis le {end:dd/MM/yyyy}.", "systemctl restart caddy");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new(Severity.Fault, Name, $"Le certificat montré par {host} est celui d’un autre nom.", mend);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return new(Severity.Fault, Name, $"Le certificat de {host} n’est pas signé par une autorité que cette machine connaît.", mend);
        }

        return left < s_soon
            ? new(left < s_urgent ? Severity.Fault : Severity.Warning, Name, $"Le certificat de {host} expire dans {left.Days} jour(s), le {end:dd/MM/yyyy}.", "journalctl -u caddy --since -7d")
            : null;
    }
}
