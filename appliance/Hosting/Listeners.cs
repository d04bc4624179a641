using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// Where the appliance listens: the addresses of the configuration, or the sockets that systemd opened for it (sd_listen_fds(3)).
/// With a certificate all speak HTTPS but port 80, which sends there.
/// </summary>
internal sealed class Listeners(ApplianceSettings settings, CertificateFiles certificate)
{
    private const int FirstSocket = 3;
    private const int ClearPort = 80;

    /// <summary>Whether only the machine itself may reach the appliance: no operator exists yet.</summary>
    public bool LoopbackOnly { get; set; }

    /// <summary>Whether the configuration would let others than the machine itself in.</summary>
    public bool WouldOpen => Passed().Concat(Addresses()).Any(address => !address.IsLoopback);

    /// <summary>Where it will listen, as messages show it.</summary>
    public string Shown => Sockets().ToList() is { Count: > 0 } sockets
        ? string.Join(", ", sockets.Select(socket => socket.At))
        : string.Join(", ", Effective().Select(address => $"{(address.Address is null ? "*" : new IPEndPoint(address.Address, 0).ToString()[..^2])}:{address.Port}"));

    /// <summary>Gives Kestrel its listeners.</summary>
    public void Apply(KestrelServerOptions kestrel)
    {
        var sockets = Sockets().ToList();
        foreach (var (handle, at) in sockets)
        {
            kestrel.ListenHandle(handle, options => Secure(options, at.Port));
        }

        if (sockets.Count > 0)
        {
            return;
        }

        foreach (var address in Effective())
        {
            if (address.Address is null)
            {
                kestrel.ListenAnyIP(address.Port, options => Secure(options, address.Port));
            }
            else
            {
                kestrel.Listen(address.Address, address.Port, options => Secure(options, address.Port));
            }
        }
    }

    private void Secure(ListenOptions options, int port)
    {
        if (!settings.Tls.IsOn || port == ClearPort)
        {
            return;
        }

        options.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current(),
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            }),
        });
    }

    private IEnumerable<ListenAddress> Effective() => Addresses()
        .Select(address => !LoopbackOnly || address.IsLoopback ? address : new ListenAddress(IPAddress.Loopback, address.Port))
        .Distinct();

    private IReadOnlyList<ListenAddress> Addresses() => ListenAddress.ReadAll(settings.Listen)
        ?? throw new SettingsException($"Listen : « {settings.Listen} » n’est pas une adresse d’écoute.");

    private IEnumerable<(ulong Handle, IPEndPoint At)> Sockets() => Inherited().Where(socket => !LoopbackOnly || IPAddress.IsLoopback(socket.At.Address));

    private static IEnumerable<ListenAddress> Passed() => Inherited().Select(socket => new ListenAddress(socket.At.Address, socket.At.Port));

    private static IEnumerable<(ulong Handle, IPEndPoint At)> Inherited()
    {
        if (Environment.GetEnvironmentVariable("LISTEN_PID") != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            || !int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            yield break;
        }

        for (var number = FirstSocket; number < FirstSocket + count; number++)
        {
            // Only looked at: Kestrel takes the socket over by its number.
            using var handle = new SafeSocketHandle(number, ownsHandle: false);
            using var socket = new Socket(handle);
            if (socket.LocalEndPoint is IPEndPoint at)
            {
                yield return ((ulong)number, at);
            }
        }
    }
}
