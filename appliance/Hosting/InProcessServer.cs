using Beffroi.Portal.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Options;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// Puts an in-memory server beside Kestrel on the same application: the portal reaches the issuer through it, so that signing in needs
/// neither DNS nor a certificate nor a socket (docs/adr/0004).
/// </summary>
internal sealed class InProcessServer(IServer kestrel, IServiceProvider services) : IServer, IIssuerChannel
{
    private readonly TestServer _memory = new(services) { AllowSynchronousIO = false, PreserveExecutionContext = false };

    public IFeatureCollection Features => kestrel.Features;

    public HttpMessageHandler CreateHandler() => _memory.CreateHandler();

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await ((IServer)_memory).StartAsync(application, cancellationToken);
        // As late as this: whether the network is listened on is known once the databases are open, and the server is made before.
        services.GetRequiredService<Listeners>().Apply(services.GetRequiredService<IOptions<KestrelServerOptions>>().Value);
        await kestrel.StartAsync(application, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await kestrel.StopAsync(cancellationToken);
        await ((IServer)_memory).StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        kestrel.Dispose();
        _memory.Dispose();
    }
}
