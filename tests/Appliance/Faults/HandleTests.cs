using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>More connections than the system lets the process hold, while usagers file requests.</summary>
public sealed class HandleTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("commune list")]
    public async Task Command_WithTooFewHandlesToStart_SaysHowManyAndWhereToSetThem(string command)
    {
        using var world = await FaultWorld.MakeAsync();

        var (code, _, error) = await world.RunAsync(["prlimit", "--nofile=64:64"], new Dictionary<string, string>(), command.Split(' '));

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, "64 fichiers", "1024", "ulimit -n", "LimitNOFILE");
    }

    [Fact]
    public async Task Serve_WithFewHandles_TurnsABurstAwayAndKeepsFilingWhatItAccepted()
    {
        using var world = await FaultWorld.MakeAsync();
        var serving = await world.ServeAsync(["prlimit", "--nofile=1024:1024"]);
        using var before = new TestBrowser(world.Port);
        await world.FileAsync(before);

        var burst = await BurstAsync(world.Port, 300);
        await world.FileAsync(before);
        burst.ForEach(client => client.Dispose());

        Assert.Contains("maximum number of concurrent connections", Logs(world), StringComparison.Ordinal);
        await WorksAgainAsync(world, serving, dossiers: 3 + 3);
    }

    private static async Task WorksAgainAsync(FaultWorld world, Process serving, int dossiers)
    {
        using var after = new TestBrowser(world.Port);
        await world.FileAsync(after);
        Assert.NotEmpty((await after.GetAsync($"http://saint-lo.{world.Settings.Base}{FaultWorld.Form}/recu")).TextOf("code-suivi"));
        Assert.Equal(0, await FaultWorld.StopAsync(serving));
        Assert.Equal(dossiers, world.Count("dossiers"));
        Assert.Equal(0, (await world.RunAsync("log", "verify")).Code);
    }

    // They connect and say nothing: the system accepts them for the process, which must then take or refuse each.
    private static async Task<List<TcpClient>> BurstAsync(int port, int count)
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            clients.Add(client);
        }

        return clients;
    }

    private static string Logs(FaultWorld world) => string.Concat(Directory.EnumerateFiles(Path.Combine(world.Data, "logs")).Select(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));
}
