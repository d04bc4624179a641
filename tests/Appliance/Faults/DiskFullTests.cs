using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Tests.Backups;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>A disk that is full before or during an upgrade, a backup, a command. Filing on a full disk: <see cref="DiskTests"/>.</summary>
public sealed class DiskFullTests
{
    // What a migration that rebuilds tables could write: more than the disk of these tests has.
    private const string Large = "CREATE TABLE essai (x); INSERT INTO essai WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 120) SELECT randomblob(1000000) FROM c";

    [Fact]
    public async Task Upgrade_WithoutRoomForItsCopies_SaysHowMuchAndChangesNothing()
    {
        using var world = await FaultWorld.MakeAsync(data => Mounts.Small(data, 32));
        try
        {
            var (code, error) = await world.UpgradeAsync("CREATE TABLE essai (x)");

            Assert.Equal(1, code);
            FaultWorld.AssertSays(error, world.Data, "Mo libres", "Libérez", "Rien n’a été changé");
            Assert.Equal(0, world.Count("sqlite_master WHERE name = 'essai'"));
            await world.AssertWholeAsync();
        }
        finally
        {
            Mounts.Unmount(world.Data);
        }
    }

    [Fact]
    public async Task Upgrade_ThatFillsTheDisk_LeavesTheFormerDataAndSaysWhatToDo()
    {
        using var world = await FaultWorld.MakeAsync(data => Mounts.Small(data, 96));
        try
        {
            var (code, error) = await world.UpgradeAsync(Large);

            Assert.Equal(1, code);
            FaultWorld.AssertSays(error, world.Data, "est plein", "Libérez de la place", "n’ont pas été touchées");
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Data, "avant-mise-a-jour")));
            await world.AssertWholeAsync();
        }
        finally
        {
            Mounts.Unmount(world.Data);
        }
    }

    [Fact]
    public async Task Upgrade_OnADiskThatFillsAfterTheRehearsal_ReturnsToTheFormerData()
    {
        // The rehearsal's copy is in a folder of its own: a small disk of its own lets it pass and the data fail.
        using var world = await FaultWorld.MakeAsync(data => Mounts.Small(data, 96));
        var rehearsal = Directory.CreateDirectory(Path.Combine(world.Data, "avant-mise-a-jour", "repetition")).FullName;
        try
        {
            var upgrade = await world.StartUpgradeAsync("CREATE TABLE essai (x); INSERT INTO essai WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 10) SELECT randomblob(1000000) FROM c");
            var said = "";
            while (await upgrade.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                said += line + "\n";
                if (line.StartsWith("Mise à jour des données", StringComparison.Ordinal))
                {
                    Mounts.FillUp(Path.Combine(world.Data, "ballast"));
                }
            }

            await upgrade.WaitForExitAsync(TestContext.Current.CancellationToken);
            File.Delete(Path.Combine(world.Data, "ballast"));

            Assert.Equal(1, upgrade.ExitCode);
            FaultWorld.AssertSays(said, "est plein", "Libérez de la place");
            Assert.False(Directory.Exists(rehearsal));

            // Where there was no room for the former data either, the next run puts it back before all else.
            await world.RunAsync("upgrade");
            Assert.Equal(0, world.Count("sqlite_master WHERE name = 'essai'"));
            await world.AssertWholeAsync();
        }
        finally
        {
            Mounts.Unmount(world.Data);
        }
    }

    [Theory]
    [InlineData("commune add 50129")]
    [InlineData("agent invite autre@exemple.fr --role Accueil --commune 50502")]
    public async Task Command_OnAFullDisk_SaysSoAndWorksOnceThereIsRoom(string command)
    {
        using var world = await FaultWorld.MakeAsync(data => Mounts.Small(data, 24));
        try
        {
            var ballast = Path.Combine(world.Data, "ballast");
            Mounts.FillUp(ballast);
            var (code, _, error) = await world.RunAsync(command.Split(' '));

            Assert.Equal(1, code);
            FaultWorld.AssertSays(error, world.Data, "est plein", "df -h");
            File.Delete(ballast);
            await world.AssertWholeAsync();
            (code, _, error) = await world.RunAsync(command.Split(' '));
            Assert.True(code == 0, error);
        }
        finally
        {
            Mounts.Unmount(world.Data);
        }
    }

    [Fact]
    public async Task Backup_WithoutRoomForTheCopyOfTheDatabases_SaysHowMuchAndKeepsEarlierOnes()
    {
        using var backups = await BackupWorld.MakeAsync();
        await backups.BackupAsync();
        var small = Directory.CreateTempSubdirectory("beffroi-petit-").FullName;
        Mounts.Small(small, 12);
        try
        {
            using var copy = System.Diagnostics.Process.Start("cp", ["-a", backups.Data + "/.", small]);
            await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
            var settings = new ApplianceSettings { Base = backups.Settings.Base, Data = small };

            var (code, _, error) = await ApplianceProcess.RunAsync(settings, "backup", "--to", backups.Repository);

            Assert.Equal(1, code);
            FaultWorld.AssertSays(error, small, "libres", "Libérez de la place", "intactes");
            Assert.False(Directory.Exists(Path.Combine(small, ".sauvegarde-travail")));
        }
        finally
        {
            Mounts.Unmount(small);
            Directory.Delete(small);
        }

        Assert.Equal(0, (await backups.RestoreElsewhereAsync()).Code);
    }
}
