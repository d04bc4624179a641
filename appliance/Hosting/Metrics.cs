using System.Globalization;
using Beffroi.Appliance.Configuration;
using Prometheus;

namespace Beffroi.Appliance.Hosting;

/// <summary>Serves the meters of .NET, ASP.NET Core and the appliance to Prometheus on a port of its own, loopback only.</summary>
internal sealed class Metrics(ApplianceSettings settings, ILogger<Metrics> logger) : BackgroundService
{
    private KestrelMetricServer? _server;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_server is not null)
        {
            await _server.StopAsync();
        }
    }

    public override void Dispose()
    {
        (_server as IDisposable)?.Dispose();
        base.Dispose();
    }

    // Beside the start: the first page waits for no figures.
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Metrics.Length == 0)
        {
            return Task.CompletedTask;
        }

        var (host, port) = settings.Metrics.LastIndexOf(':') is var colon and > 0
            ? (settings.Metrics[..colon], int.Parse(settings.Metrics.AsSpan(colon + 1), CultureInfo.InvariantCulture))
            : ("127.0.0.1", int.Parse(settings.Metrics, CultureInfo.InvariantCulture));
        try
        {
            _server = new KestrelMetricServer(host, port);
            _server.Start();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            // Communes are served all the same: figures for operators are no reason to stay down.
            logger.LogWarning("Metrics are not served on {Address}: {Reason}", settings.Metrics, error.Message);
            Console.Error.WriteLine($"Les mesures ne sont pas servies sur {settings.Metrics}, car le port est pris ou interdit ; tout le reste l’est. Changez « Metrics » dans la configuration, ou libérez ce port, puis redémarrez.");
            _server = null;
        }

        return Task.CompletedTask;
    }
}
