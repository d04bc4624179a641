using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>A backup that root asks for is the service's all the same.</summary>
public sealed class RootBackupTests
{
    [Fact]
    public async Task Backup_ByRoot_IsWrittenByTheOwnerOfTheData()
    {
        Assert.SkipUnless(ProcessUser.UserId == 0, "Only root may take the place of another user.");
        using var world = await BackupWorld.MakeAsync();
        await GiveToDaemonAsync(world);

        await world.BackupAsync();
        await world.BackupAsync();

        var daemon = ProcessUser.OwnerOf(world.Data)!.Value;
        Assert.NotEqual(0u, daemon.User);
        Assert.All(
            Directory.GetFileSystemEntries(world.Repository, "*", SearchOption.AllDirectories).Append(world.Repository),
            path => Assert.Equal((path, daemon.User), (path, ProcessUser.OwnerOf(path)!.Value.User)));
    }

    [Fact]
    public async Task Backup_ByRootIntoRootsOwnDirectory_IsRefusedWithTheCommandThatMendsIt()
    {
        Assert.SkipUnless(ProcessUser.UserId == 0, "Only root may take the place of another user.");
        using var world = await BackupWorld.MakeAsync();
        // As an earlier version left it.
        await world.BackupAsync();
        await GiveToDaemonAsync(world);

        var (code, _, error) = await world.RunAsync("backup", "--to", world.Repository);

        Assert.Equal(1, code);
        Assert.Contains($"sudo chown -R daemon: {world.Repository}", error, StringComparison.Ordinal);
    }

    private static async Task GiveToDaemonAsync(BackupWorld world)
    {
        using var give = System.Diagnostics.Process.Start("sh", ["-c", $"chmod 711 {Path.GetDirectoryName(world.Data)}; chown -R daemon: {world.Data}"]);
        await give.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
