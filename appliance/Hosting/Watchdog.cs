using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting.Systemd;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// Tells systemd that the appliance still answers, after asking it a page over its own port as a visitor would. Silence of a whole
/// <c>WatchdogSec=</c> makes systemd start it again.
/// </summary>
internal sealed class Watchdog(IServiceProvider services, IServer server, TimeProvider clock, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>How often to tell, from what systemd put into the environment: a third of its patience, or null when it does not watch.</summary>
    internal static TimeSpan? Pace(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var patience) && patience > 0
            ? TimeSpan.FromMicroseconds(patience / 3.0)
            : null;

    /// <summary>Whether the address answers within the time; any status will do, since a full disk is not mended by a new start.</summary>
    internal static async Task<bool> AnswersAsync(HttpMessageInvoker client, Uri address, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/sante/live"));
            request.Headers.Host = "127.0.0.1";
            using var response = await client.SendAsync(request, limit.Token);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Pace(Environment.GetEnvironmentVariable("WATCHDOG_USEC")) is not { } pace || services.GetService<ISystemdNotifier>() is not { } systemd)
        {
            return;
        }

        await StartedAsync(stoppingToken);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });
        using var timer = new PeriodicTimer(pace, clock);
        do
        {
            if (Own() is not { } address || await AnswersAsync(client, address, pace, stoppingToken))
            {
                systemd.Notify(new ServiceState("WATCHDOG=1"));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    // Over TLS the certificate names no address of this machine: there the plain port is asked, or, without one, nothing.
    private Uri? Own() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Where(address => address.StartsWith("http://", StringComparison.Ordinal))
        .Select(address => new Uri(address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal).Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal)))
        .FirstOrDefault();
}
