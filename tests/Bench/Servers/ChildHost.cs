using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Beffroi.Bench.Servers;

/// <summary>How every child server starts, says that it is ready, and ends with its parent.</summary>
internal static class ChildHost
{
    public static WebApplicationBuilder CreateBuilder(int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        return builder;
    }

    public static async Task ServeAsync(WebApplication app, string hello = "")
    {
        await app.StartAsync();
        _ = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Console.WriteLine($"{ServerProcess.Ready} {hello}");

        // The parent holds the other end of the standard input: whatever ends it ends this process too.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
