using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Beffroi.Bench.Servers;

/// <summary>The executable that users get, on a data directory, with the environment that the unit gives it.</summary>
internal static class PackagedServer
{
    private const string EnvironmentKey = "Environment=";

    /// <summary>Starts it.</summary>
    /// <param name="program">The executable.</param>
    /// <param name="data">The data directory.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="alone">Nothing runs beside it: it may use every processor, and serves its measures too.</param>
    /// <returns>The process, and the seconds from its start to 200 on <c>/sante/ready</c>.</returns>
    public static async Task<(ServerProcess Server, double Seconds)> StartAsync(string program, string data, int port, bool alone = false)
    {
        var clock = Stopwatch.StartNew();
        var server = await ServerProcess.StartAsync(
            program,
            ["serve", "--data", data, "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--base", string.Create(CultureInfo.InvariantCulture, $"beffroi.localhost:{port}")],
            line => line.Contains("écoute", StringComparison.Ordinal),
            UnitEnvironment().Append(new("BEFFROI__Metrics", alone ? $"127.0.0.1:{Places.FreePort()}" : "")),
            alone);
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

    private static Dictionary<string, string> UnitEnvironment() =>
        File.ReadLines(Path.Combine(Places.Root, "packaging", "deb", "beffroi.service"))
            .Where(line => line.StartsWith(EnvironmentKey, StringComparison.Ordinal))
            .SelectMany(line => line[EnvironmentKey.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
