using Beffroi.Bench;
using Beffroi.Bench.Bare;
using Beffroi.Bench.Load;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;

switch (args)
{
    // Child processes of a run: servers on one core, the load on the other.
    case ["--serve", var kind, .. var rest]:
        await (kind switch
        {
            "appliance" => ServeAppliance.RunAsync(rest),
            "bytes" => BareBytes.RunAsync(rest),
            "page" => BarePage.RunAsync(rest),
            "issuer" => BareIssuer.RunAsync(rest),
            _ => throw new InvalidOperationException($"Unknown server {kind}."),
        });
        return 0;
    case ["--load", "pages", .. var rest]:
        await PageLoad.RunAsync(rest, TimeSpan.Zero);
        return 0;
    case ["--load", "people", .. var rest]:
        await PageLoad.RunAsync(rest, TimeSpan.FromSeconds(1));
        return 0;
    case ["--load", "sign-ins", .. var rest]:
        await SignInLoad.RunAsync(rest);
        return 0;
    case ["--load", "agents", .. var rest]:
        await AgentLoad.RunAsync(rest);
        return 0;
}

(string Name, Func<Task<BenchResult>> Run)[] benches =
[
    ("pages", PagesBench.RunAsync), ("signin", SignInBench.RunAsync), ("filing", FilingBench.RunAsync), ("start", StartBench.RunAsync),
    ("demarches", DemarchesBench.RunAsync), ("package", PackageBench.RunAsync), ("backup", () => BackupBench.RunAsync(args.Contains("--full"))),
    ("grc", () => GrcBench.RunAsync(args)),
];
var chosen = args.Length == 0 ? benches : [.. benches.Where(bench => args.Contains(bench.Name))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync("usage: ./dev bench [pages] [signin] [filing] [start] [demarches] [package] [backup [--full]] [grc [N …] [--full] [--postgresql]]");
    return 2;
}

var results = new List<BenchResult>();
foreach (var (name, run) in chosen)
{
    await Console.Error.WriteLineAsync($"{name}…");
    var result = await run();
    await Report.WriteAsync(result);
    results.Add(result);
}

Report.Print(results);
return 0;
