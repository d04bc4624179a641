using System.Globalization;
using System.Net;
using Beffroi.Appliance.Hosting;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Beffroi.Portal.Communes;
using Beffroi.Scheduler.Data;

namespace Beffroi.Bench;

/// <summary>The home page of a commune: from the cache beside the same bytes from Kestrel, and rendered beside a bare Razor Page with its rows.</summary>
internal static class PagesBench
{
    private const string Connections = "32";
    private const string WarmSeconds = "8";
    private const string RoundSeconds = "3";
    private const int Rounds = 3;
    private const string SaintLo = "50502";

    public static async Task<BenchResult> RunAsync()
    {
        var data = Places.NewData("pages");
        try
        {
            var communeId = await MakeDemonstrationAsync(data);
            var rows = new List<BenchRow>();
            rows.AddRange(await CachedAsync(data));
            rows.AddRange(await UncachedAsync(data, communeId));
            return new BenchResult("pages", rows,
            [
                $"server and load on a core each: {(ServerProcess.Pins ? "yes" : "no (taskset is not there)")}; {Connections} connections, {Rounds} rounds of {RoundSeconds} s each, A B A B",
                "the aim is judged on requests per second of server processor, which other work on the machine moves least",
            ]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<List<BenchRow>> CachedAsync(string data)
    {
        var (port, barePort) = (Places.FreePort(), Places.FreePort());
        await using var appliance = await ServerProcess.StartAsync("appliance", data, Text(port));
        var page = Path.Combine(data, "accueil.html");
        await KeepAsync(port, page);
        await using var bare = await ServerProcess.StartAsync("bytes", page, Text(barePort));
        return await CompareAsync("cached home", 0.85, (appliance, port), (bare, barePort));
    }

    private static async Task<List<BenchRow>> UncachedAsync(string data, Guid communeId)
    {
        var (port, barePort) = (Places.FreePort(), Places.FreePort());
        await using var appliance = await ServerProcess.StartAsync("appliance", data, Text(port), "--uncached");
        var size = (await GetAsync(port)).Length;
        int empty;
        await using (var probe = await ServerProcess.StartAsync("page", data, Text(barePort), communeId.ToString(), "0"))
        {
            empty = (await GetAsync(barePort)).Length;
        }

        await using var bare = await ServerProcess.StartAsync("page", data, Text(barePort), communeId.ToString(), Text(size - empty));
        return await CompareAsync("uncached home", 0.6, (appliance, port), (bare, barePort));
    }

    private static async Task<List<BenchRow>> CompareAsync(string name, double share, (ServerProcess Server, int Port) figure, (ServerProcess Server, int Port) reference)
    {
        await LoadAsync(figure, WarmSeconds);
        await LoadAsync(reference, WarmSeconds);
        var (figures, references) = (new List<Throughput>(), new List<Throughput>());
        for (var round = 0; round < Rounds; round++)
        {
            figures.Add(await LoadAsync(figure, RoundSeconds));
            references.Add(await LoadAsync(reference, RoundSeconds));
        }

        return
        [
            BenchRow.AtLeast(name, "req/CPU-s", share, [.. figures.Select(run => run.PerCpuSecond)], [.. references.Select(run => run.PerCpuSecond)]),
            BenchRow.Beside(name, "req/s", [.. figures.Select(run => run.PerSecond)], [.. references.Select(run => run.PerSecond)]),
            BenchRow.Beside(name, "ms p99", [.. figures.Select(run => run.P99Ms)], [.. references.Select(run => run.P99Ms)]),
        ];
    }

    private static Task<Throughput> LoadAsync((ServerProcess Server, int Port) at, string seconds) =>
        at.Server.LoadAsync("pages", Text(at.Port), Connections, seconds, Text(long.MaxValue), Host(at.Port), "/");

    private static async Task<Guid> MakeDemonstrationAsync(string data)
    {
        await ServerProcess.RunAsync(Path.Combine(AppContext.BaseDirectory, "beffroi"), ["demo", "--data", data, "--base", "beffroi.localhost", "--json"]);
        await using var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false);
        await app.Services.PrepareAsync();
        return app.Services.GetRequiredService<CommuneDirectory>().FindInsee(SaintLo)!.Id;
    }

    /// <summary>Keeps a response as the wire carries it, headers and body; what each server says of itself (length, date, age) is left to it.</summary>
    private static async Task KeepAsync(int port, string file)
    {
        using var response = await AskAsync(port);
        await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());
        await File.WriteAllLinesAsync(file + ".headers",
            from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            where header.Key is not ("Content-Length" or "Date" or "Age" or "Transfer-Encoding")
            select $"{header.Key}: {header.Value}");
    }

    private static async Task<byte[]> GetAsync(int port)
    {
        using var response = await AskAsync(port);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<HttpResponseMessage> AskAsync(int port)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
        request.Headers.Host = Host(port);
        var response = await client.SendAsync(request, CancellationToken.None);
        return response.StatusCode == HttpStatusCode.OK
            ? response
            : throw new InvalidOperationException($"The home page answered {(int)response.StatusCode}.");
    }

    private static string Host(int port) => $"saint-lo.beffroi.localhost:{port}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
