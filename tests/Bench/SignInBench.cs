using System.Globalization;
using Beffroi.Bench.Bare;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;

namespace Beffroi.Bench;

/// <summary>Full sign-ins through the portal's client, beside a bare OpenIddict sample with the same steps on the same kind of database.</summary>
internal static class SignInBench
{
    private const string Connections = "32";
    private const string WarmSeconds = "15";
    private const string WarmFlows = "800";
    private const string RoundSeconds = "4";
    private const int Rounds = 3;

    public static async Task<BenchResult> RunAsync()
    {
        var data = Places.NewData("signin");
        try
        {
            await ServerProcess.RunAsync(Path.Combine(AppContext.BaseDirectory, "beffroi"), ["demo", "--data", data, "--base", "beffroi.localhost", "--json"]);
            var (port, barePort) = (Places.FreePort(), Places.FreePort());
            await using var appliance = await ServerProcess.StartAsync("appliance", data, Text(port), "--account");
            await using var bare = await ServerProcess.StartAsync("issuer", data, Text(barePort));

            Task<Throughput> Ours(string seconds, string? flows = null) => appliance.LoadAsync(
                "sign-ins", Text(port), Connections, seconds, flows ?? "1000000", $"http://saint-lo.beffroi.localhost:{port}/connexion?suite=/", appliance.Hello, "__Host-beffroi");
            Task<Throughput> Theirs(string seconds, string? flows = null) => bare.LoadAsync(
                "sign-ins", Text(barePort), Connections, seconds, flows ?? "1000000", $"http://127.0.0.1:{barePort}/start", bare.Hello, BareIssuer.SessionCookie);

            await Ours(WarmSeconds, WarmFlows);
            await Theirs(WarmSeconds, WarmFlows);
            var (figures, references) = (new List<Throughput>(), new List<Throughput>());
            for (var round = 0; round < Rounds; round++)
            {
                figures.Add(await Ours(RoundSeconds));
                references.Add(await Theirs(RoundSeconds));
            }

            return new BenchResult(
                "signin",
                [
                    BenchRow.AtLeast("full sign-in", "per CPU-s", 1.0, [.. figures.Select(run => run.PerCpuSecond)], [.. references.Select(run => run.PerCpuSecond)]),
                    BenchRow.AtLeast("full sign-in", "per s", 1.0, [.. figures.Select(run => run.PerSecond)], [.. references.Select(run => run.PerSecond)]),
                    BenchRow.Beside("full sign-in", "ms p99", [.. figures.Select(run => run.P99Ms)], [.. references.Select(run => run.P99Ms)]),
                ],
                [
                    "a flow: start on the host, pushed request, authorize with a session at the issuer, code, token in process, session cookie of the host; three requests of the browser",
                    "the reference: OpenIddict server and client as their samples set them up (EF Core SQLite in WAL, ES256, public client, PAR, PKCE, no userinfo), back channel over loopback",
                ]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
