using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Greets the scanner, as each file that arrives does.</summary>
internal sealed class AntivirusCheck(ApplianceSettings settings) : ICheck
{
    public string Name => "antivirus";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => [await LookAsync(cancellationToken)];

    private async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var where = settings.Antivirus;
        if (where.Length == 0)
        {
            return new(Severity.Ok, Name, "Aucun antivirus : les pièces ne sont pas analysées (réglage Antivirus).");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(4));
        try
        {
            await new Clamd(where, NullLogger<Clamd>.Instance).PingAsync(limit.Token);
            return new(Severity.Ok, Name, $"{where} répond.");
        }
        catch (Exception error) when (error is IOException or SocketException or TimeoutException or OperationCanceledException)
        {
            return new(
                Severity.Fault,
                Name,
                $"{where} ne répond pas comme clamd ({error.GetType().Name}) : les pièces sont reçues et attendent leur analyse.",
                "systemctl status clamav-daemon");
        }
    }
}
