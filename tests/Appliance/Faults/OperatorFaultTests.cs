using System.Net;
using System.Net.Sockets;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>A port that is taken, a configuration or a directory that the user may not use, a disk that takes no writes.</summary>
public sealed class OperatorFaultTests
{
    private static readonly string[] s_asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    [Fact]
    public async Task Serve_OnATakenPort_NamesItAndWhatToDo()
    {
        using var world = await FaultWorld.MakeAsync();
        using var taken = Taken(world.Port);

        var (code, _, error) = await world.RunAsync(world.Serve);

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, $"127.0.0.1:{world.Port}", "déjà pris", "--listen");
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Serve_WithItsMetricsPortTaken_ServesAndSaysSo()
    {
        using var world = await FaultWorld.MakeAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var serving = world.Start([], new Dictionary<string, string> { ["BEFFROI__Metrics"] = taken.LocalEndpoint.ToString()! }, world.Serve);
        var error = serving.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        await world.ReadyAsync();

        Assert.Equal(0, await FaultWorld.StopAsync(serving));
        FaultWorld.AssertSays(await error, taken.LocalEndpoint.ToString()!, "« Metrics »", "redémarrez");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("commune list")]
    public async Task Command_WithAConfigurationClosedToItsUser_SaysWhoCanReadIt(string command)
    {
        using var world = await FaultWorld.MakeAsync();
        var file = Path.Combine(Directory.CreateTempSubdirectory("beffroi-fermee-").FullName, "beffroi.json");
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        Open(Path.GetDirectoryName(file)!);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var (code, _, error) = await AsNobodyAsync(world, [.. command.Split(' '), "--config", file]);

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal(2, code);
        FaultWorld.AssertSays(error, file, "ne peut pas lire ce fichier", "runuser");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("commune add 50129")]
    [InlineData("backup --to /tmp/beffroi-nulle-part")]
    [InlineData("upgrade")]
    public async Task Command_OnDataOfAnotherUser_NamesTheOwnerAndTheCommand(string command)
    {
        using var world = await FaultWorld.MakeAsync();
        Chown("daemon", world.Data);

        var (code, _, error) = await AsNobodyAsync(world, command.Split(' '));

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, world.Data, "appartient à daemon", "sudo runuser -u daemon -- beffroi");
        Assert.False(Directory.Exists("/tmp/beffroi-nulle-part"));
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Serve_ByRootOnDataOfAnotherUser_TakesThatUsersPlace()
    {
        using var world = await FaultWorld.MakeAsync();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can take the place of another user.");
        Open(Path.GetDirectoryName(world.Data)!);
        Chown("daemon", world.Data);
        var serving = world.Start([], new Dictionary<string, string>(), world.Serve);

        await world.ReadyAsync();

        Assert.Equal(0, await FaultWorld.StopAsync(serving));
        var owners = Directory.EnumerateFileSystemEntries(world.Data, "*", SearchOption.AllDirectories).Select(path => Configuration.ProcessUser.OwnerOf(path)!.Value.User);
        Assert.All(owners, owner => Assert.NotEqual(0u, owner));
    }

    [Theory]
    [InlineData("serve", 1)]
    [InlineData("commune add 50129", 1)]
    [InlineData("backup --to /tmp/beffroi-nulle-part", 1)]
    [InlineData("restore /tmp/beffroi-nulle-part --identity /tmp/aucune", 1)]
    [InlineData("log verify", 1)]
    [InlineData("upgrade", 1)]
    [InlineData("doctor", 1)]
    public async Task Command_OnAReadOnlyFileSystem_SaysSoAndHowToMendIt(string command, int expected)
    {
        using var world = await FaultWorld.MakeAsync();
        Mounts.ReadOnly(world.Data);
        try
        {
            var (code, output, error) = await world.RunAsync(command == "serve" ? world.Serve : command.Split(' '));

            Assert.Equal(expected, code);
            FaultWorld.AssertSays(output + error, world.Data, "lecture seule", "findmnt -T", "remount,rw");
            Assert.DoesNotContain("déjà en cours", output + error, StringComparison.Ordinal);
            Assert.DoesNotContain("beffroi restore", output, StringComparison.Ordinal);
        }
        finally
        {
            Mounts.Unmount(world.Data);
        }

        await world.AssertWholeAsync();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("backup --to /tmp/beffroi-nulle-part")]
    public async Task Command_OnADirectoryThatItsOwnerCannotWrite_SaysSo(string command)
    {
        using var world = await FaultWorld.MakeAsync();
        Chown("nobody", world.Data);
        File.SetUnixFileMode(world.Data, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, _, error) = await AsNobodyAsync(world, command.Split(' '));

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, world.Data, "n’accepte pas d’écriture", "--data");
        Open(world.Data);
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Command_OnADatabaseLeftByRoot_SaysWhoseTheFilesAre()
    {
        using var world = await FaultWorld.MakeAsync();
        Chown("nobody", world.Data);
        Chown("root", Path.Combine(world.Data, "portal.db"));
        File.SetUnixFileMode(Path.Combine(world.Data, "portal.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var (code, _, error) = await AsNobodyAsync(world, "commune", "add", "50129");

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, world.Data, "nobody", "beffroi doctor");
        Chown("nobody", world.Data);
        await world.AssertWholeAsync();
    }

    private static async Task<(int Code, string Out, string Err)> AsNobodyAsync(FaultWorld world, params string[] arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can start a command as another user.");
        Open(Path.GetDirectoryName(world.Data)!);
        return await world.RunAsync(s_asNobody, new Dictionary<string, string> { ["HOME"] = "/tmp" }, arguments);
    }

    private static void Open(string folder) => File.SetUnixFileMode(
        folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    private static void Chown(string owner, string path)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", owner, path]);
        chown.WaitForExit();
        Assert.SkipUnless(chown.ExitCode == 0, "Only root can give files away.");
    }

    private static TcpListener Taken(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
