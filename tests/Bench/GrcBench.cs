using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Beffroi.Appliance.Hosting;
using Beffroi.Bench.Grc;
using Beffroi.Bench.Load;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Scheduler.Jobs;

namespace Beffroi.Bench;

/// <summary>The bureau over ten thousand, a hundred thousand and a million dossiers of 1,500 communes: pages for twenty agents, the jobs of the night, and how each grows.</summary>
internal static class GrcBench
{
    private const int Communes = 1500;
    private const int Rounds = 3;
    private const string WarmSeconds = "20";
    private const string RoundSeconds = "40";
    private const int Pages = 300;
    private const string Inbox = "inbox";
    private const string Search = "search";
    private const string Dossier = "dossier";
    private const string Statistics = "statistics";

    // An agent looks at lists, looks for somebody and opens dossiers; at figures now and then.
    private static readonly string[] s_kinds = [Inbox, Dossier, Search, Dossier, Inbox, Search, Dossier, Inbox, Search, Statistics];
    private static readonly string[] s_views = ["", "?vue=en-retard", "?vue=les-miennes", "?vue=a-qualifier", "?vue=terminees", "?vue=toutes", "?vue=a-traiter&page=2", "?vue=a-traiter&canal=web"];

    public static async Task<BenchResult> RunAsync(string[] arguments)
    {
        int[] sizes = [.. arguments.Select(argument => int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).Where(size => size > 0)];
        sizes = sizes.Length > 0 ? sizes : arguments.Contains("--full") ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
        var onPostgreSql = arguments.Contains("--postgresql");
        var found = new List<(int Size, List<BenchRow> Rows)>();
        foreach (var size in sizes)
        {
            await using var server = onPostgreSql ? await BenchPostgreSql.StartAsync() : null;
            found.Add((size, await MeasureAsync(size)));
        }

        return new BenchResult(onPostgreSql ? "grc-postgresql" : "grc",
        [
            .. found.SelectMany(one => one.Rows),
            .. found.Zip(found.Skip(1)).SelectMany(pair => pair.First.Rows.Zip(pair.Second.Rows, (before, after) => BenchRow.Beside(
                $"{before.Name.Split(", ")[0]}, from {Number(pair.First.Size)} to {Number(pair.Second.Size)} dossiers", "times", [after.Figure / before.Figure], []))),
        ],
        [
            $"{(onPostgreSql ? "PostgreSQL, a server of its own beside the appliance on the two cores" : "SQLite")}; {Communes} communes, three years of dossiers by their population, one in ten open; {GrcAgents.Count} agents: 4 in the largest commune, 10 in one of any size, 6 with a dozen small ones",
            $"each agent signed in, about a second of thought between two pages, rounds of {RoundSeconds} s; server and load share the two cores",
            "searches: names, beginnings, first name and name, words of requests, phones, numbers, one in five misspelt",
            "silences: the decisions that were born yesterday, then every open dossier worked out anew; alarms: a first run, with all dates of the next fifteen days",
        ]);
    }

    private static async Task<List<BenchRow>> MeasureAsync(int size)
    {
        var data = Places.NewData("grc");
        try
        {
            var name = Number(size);
            var clock = Stopwatch.StartNew();
            var agents = await BuildAsync(data, size);
            var rows = new List<BenchRow> { BenchRow.Beside($"data built, {name} dossiers", "s", [clock.Elapsed.TotalSeconds], []) };
            using (var store = Store(data))
            {
                await Console.Error.WriteLineAsync($"  {name} dossiers in {clock.Elapsed.TotalSeconds:0} s, {store.Size / 1_000_000} MB");
            }

            rows.AddRange(await PagesAsync(data, name, agents));
            rows.AddRange(await JobsAsync(data, name));
            return rows;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<List<(GrcAgent Agent, AgentScript Script)>> BuildAsync(string data, int size)
    {
        await using var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false);
        await app.Services.PrepareAsync();
        var add = app.Services.GetRequiredService<AddCommune>();
        var register = app.Services.GetRequiredService<CommuneRegister>();
        foreach (var source in new[] { "50", "22", "29", "35", "56" }.SelectMany(register.Departement).Take(Communes))
        {
            await add.RunAsync(source, new CommuneDetails(), CancellationToken.None);
        }

        await add.PublishAsync(CancellationToken.None);
        IReadOnlyList<Commune> communes = [.. app.Services.GetRequiredService<CommuneDirectory>().All.OrderByDescending(commune => commune.Population)];
        var agents = await GrcAgents.AddAsync(app.Services, communes);
        using var store = Store(data);
        var samples = await GrcWorld.FillAsync(app.Services, store, communes, agents, size);
        await Job<CompareCommunes>(app.Services).RunAsync(CancellationToken.None);
        var draws = new FrenchDraws(size);
        return [.. agents.Select(agent => (agent, Script(agent, [.. agent.Communes.SelectMany(commune => samples[commune.Id])], draws)))];
    }

    private static AgentScript Script(GrcAgent agent, List<MadeDossier> known, FrenchDraws draws) => new("", s_kinds, new Dictionary<string, IReadOnlyList<string>>
    {
        [Inbox] = [.. s_views.Select(view => "/dossiers" + view)],
        [Search] = [.. Enumerable.Range(0, Pages).Select(_ => "/dossiers?q=" + Uri.EscapeDataString(Asked(known, draws)))],
        [Dossier] = known.Count == 0 ? ["/dossiers"] : [.. known.Take(Pages).Select(made => "/dossiers/" + made.Numero)],
        [Statistics] = ["/statistiques", .. agent.Communes.Select(commune => "/statistiques?commune=" + commune.Insee)],
    });

    private static string Asked(List<MadeDossier> known, FrenchDraws draws)
    {
        var made = known.Count == 0 ? new MadeDossier("2026-00001", $"{draws.First()} {draws.Last()}", null) : draws.Any(known);
        var last = made.Nom.Split(' ')[^1];
        return draws.Random.Next(10) switch
        {
            0 => made.Nom,
            1 => last,
            2 => last[..Math.Min(4, last.Length)],
            3 => made.Telephone ?? last,
            4 => made.Numero,
            5 => $"{last} {draws.Word()}",
            6 => draws.Misspelt(draws.Word()),
            7 => $"{draws.Misspelt(last)} {draws.Word()}",
            _ => draws.Word(),
        };
    }

    private static async Task<List<BenchRow>> PagesAsync(string data, string name, List<(GrcAgent Agent, AgentScript Script)> agents)
    {
        var port = Places.FreePort();
        await using var server = await ServerProcess.StartAsync(
            Environment.ProcessPath!,
            ["--serve", "appliance", data, Text(port), "--account", .. agents.Select(agent => agent.Agent.Courriel)],
            line => line.StartsWith(ServerProcess.Ready, StringComparison.Ordinal),
            alone: true);
        var file = Path.Combine(data, "agents.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(agents.Zip(server.Hello.Split(' '), (agent, cookie) => agent.Script with { Cookie = cookie })));
        await LoadAsync(port, WarmSeconds, file);
        var rounds = new List<Dictionary<string, double>>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await LoadAsync(port, RoundSeconds, file));
        }

        return [.. s_kinds.Distinct().Select(kind => BenchRow.Under(
            $"{kind} p99, {name} dossiers", "ms", kind == Statistics ? 300 : 100, [.. rounds.Select(round => round[kind])], []))];
    }

    private static async Task<Dictionary<string, double>> LoadAsync(int port, string seconds, string file)
    {
        var (output, _) = await ServerProcess.RunAsync(Environment.ProcessPath!, ["--load", "agents", Text(port), seconds, file]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(fields => fields[0], fields => double.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    private static async Task<List<BenchRow>> JobsAsync(string data, string name)
    {
        await using var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false);
        await app.Services.PrepareAsync();
        return
        [
            await JobAsync<RecordImpliedDecisions>(app.Services, $"silences of a night, {name} dossiers"),
            await AnewAsync(app.Services, data, name),
            await JobAsync<RaiseAlarms>(app.Services, $"alarms, {name} dossiers"),
        ];
    }

    private static Task<BenchRow> AnewAsync(IServiceProvider services, string data, string name)
    {
        using (var store = Store(data))
        {
            store.Run($"UPDATE {store.Schema}dossiers SET silence_on = '0001-01-01' WHERE phase <> 'Cloture'");
        }

        return JobAsync<RecordImpliedDecisions>(services, $"silences of all open dossiers, {name} dossiers");
    }

    private static async Task<BenchRow> JobAsync<T>(IServiceProvider services, string name)
        where T : class, IScheduledJob
    {
        var clock = Stopwatch.StartNew();
        var done = await Job<T>(services).RunAsync(CancellationToken.None);
        await Console.Error.WriteLineAsync($"  {name}: {done} in {clock.Elapsed.TotalSeconds:0.0} s");
        return BenchRow.Under(name, "s", 120, [clock.Elapsed.TotalSeconds], []);
    }

    private static T Job<T>(IServiceProvider services)
        where T : class, IScheduledJob => ActivatorUtilities.GetServiceOrCreateInstance<T>(services);

    private static BulkStore Store(string data) => BulkStore.Open(ServeAppliance.Settings(data, 0));

    private static string Number(int size) => size.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
