using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Beffroi.Bench.Servers;

/// <summary>The executable that users get, on a data directory.</summary>
internal static class PackagedServer
{
    /// <summary>Starts it.</summary>
    /// <returns>The process, and the seconds from its start to 200 on <c>/sante/ready</c>.</returns>
    public static async Task<(ServerProcess Server, double Seconds)> StartAsync(string program, string data, int port)
    {
        var clock = Stopwatch.StartNew();
        var server = await ServerProcess.StartAsync(
            program,
            ["serve", "--data", data, "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--base", string.Create(CultureInfo.InvariantCulture, $"beffroi.localhost:{port}")],
            line => line.Contains("écoute", StringComparison.Ordinal));
        try
        {
            return (server, await ReadyAsync(port, "/sante/ready", clock));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks until the address answers 200, and returns the seconds of the clock.</summary>
    public static async Task<double> ReadyAsync(int port, string path, Stopwatch clock)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        while (clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
                using var response = await client.SendAsync(request, CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return clock.Elapsed.TotalSeconds;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }

        throw new InvalidOperationException($"Port {port} was not ready in 30 s.");
    }
}
