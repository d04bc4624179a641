using System.Diagnostics;
using System.Globalization;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;

namespace Beffroi.Bench;

/// <summary>The published executable with the 445 communes of Manche: start, memory, and the commands that add communes.</summary>
internal static class StartBench
{
    private const int Starts = 3;

    private static readonly string[] s_communes = ["saint-lo", "canisy", "dangy", "quibou", "coutances", "avranches"];

    public static async Task<BenchResult> RunAsync()
    {
        var rows = new List<BenchRow>();
        var (one, many) = (Places.NewData("start-one"), Places.NewData("start-many"));
        try
        {
            await PublishAsync();
            var (_, oneMs) = await RunAsync("commune", "add", "50502", "--data", one, "--json");
            rows.Add(BenchRow.Under("commune add 50502, new data directory", "s", 2, [oneMs / 1000], []));
            var (list, manyMs) = await RunAsync("commune", "add", "--departement", "50", "--data", many, "--json");
            rows.Add(BenchRow.Under("commune add --departement 50", "s", 60, [manyMs / 1000], []));
            rows.AddRange(await StartAsync(many));
            return new BenchResult("start", rows,
            [
                $"the published single file ({new FileInfo(Places.Published).Length / 1_000_000} MB); {list.Split("\"insee\"").Length - 1} communes; start is from the process to 200 on /sante/ready",
                "the reference is a bare Kestrel host of this bench, compiled at run time, from the process to its first answer and its memory after 10,000 requests",
            ]);
        }
        finally
        {
            Directory.Delete(one, recursive: true);
            Directory.Delete(many, recursive: true);
        }
    }

    private static async Task<List<BenchRow>> StartAsync(string data)
    {
        var (starts, bareStarts) = (new List<double>(), new List<double>());
        var (idle, bareIdle, loaded, bareLoaded) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var page = Path.Combine(data, "page.html");
        await File.WriteAllTextAsync(page, new string('x', 20_000));
        for (var round = 0; round < Starts; round++)
        {
            var port = Places.FreePort();
            var (appliance, seconds) = await PackagedServer.StartAsync(Places.Published, data, port);
            await using (appliance)
            {
                starts.Add(seconds);
                await Task.Delay(2000);
                idle.Add(appliance.ResidentMb);
                await appliance.LoadAsync(
                    "pages",
                    [Text(port), "32", "60", "10000", .. s_communes.SelectMany(slug => new[] { $"{slug}.beffroi.localhost:{port}", "/" })]);
                loaded.Add(appliance.ResidentMb);
            }

            var barePort = Places.FreePort();
            var clock = Stopwatch.StartNew();
            await using var bare = await ServerProcess.StartAsync("bytes", page, Text(barePort));
            bareStarts.Add(await PackagedServer.ReadyAsync(barePort, "/", clock));
            await Task.Delay(500);
            bareIdle.Add(bare.ResidentMb);
            await bare.LoadAsync("pages", Text(barePort), "32", "60", "10000", $"127.0.0.1:{barePort}", "/");
            bareLoaded.Add(bare.ResidentMb);
        }

        return
        [
            BenchRow.Under("start to ready, 445 communes", "s", 2, starts, bareStarts),
            BenchRow.Under("memory idle", "MB", 250, idle, bareIdle),
            BenchRow.Under("memory after 10,000 requests", "MB", 250, loaded, bareLoaded),
        ];
    }

    // An executable older than the build would give the figures of yesterday.
    private static async Task PublishAsync()
    {
        var built = new FileInfo(Path.Combine(AppContext.BaseDirectory, "beffroi.dll"));
        var published = new FileInfo(Places.Published);
        if (!published.Exists || published.LastWriteTimeUtc < built.LastWriteTimeUtc)
        {
            await ServerProcess.RunAsync(Path.Combine(Places.Root, "dev"), ["publish"]);
        }
    }

    private static Task<(string Output, double Ms)> RunAsync(params string[] arguments) => ServerProcess.RunAsync(Places.Published, arguments);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
