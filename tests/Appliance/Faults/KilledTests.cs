using System.Diagnostics;
using System.Text.Json;
using Beffroi.Appliance.Tests.Backups;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>SIGKILL in the middle of an upgrade or a restore. Backups: <see cref="BackupFaultTests"/>; filing: <see cref="KillTests"/>.</summary>
public sealed class KilledTests
{
    // A migration that takes more than a second everywhere, so that there is a middle.
    private const string Slow = "CREATE TABLE essai (x); INSERT INTO essai WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 8000000) SELECT max(n) FROM c";

    [Theory]
    [InlineData("Copie des bases", 0, false)]
    [InlineData("Répétition", 300, false)]
    [InlineData("Mise à jour des données", 0, false)]
    [InlineData("Mise à jour des données", 300, false)]
    [InlineData("Les données sont à jour", 0, true)]
    public async Task Upgrade_Killed_IsUndoneOrDoneByTheNextRun(string stage, int delay, bool isDone)
    {
        using var world = await FaultWorld.MakeAsync();
        var upgrade = await world.StartUpgradeAsync(Slow);
        while (await upgrade.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith(stage, StringComparison.Ordinal))
        {
        }

        await Task.Delay(delay, TestContext.Current.CancellationToken);
        Assert.False(upgrade.HasExited && !isDone);
        upgrade.Kill();
        await upgrade.WaitForExitAsync(TestContext.Current.CancellationToken);

        // A command beside it does not touch data that is half changed.
        if (File.Exists(Path.Combine(world.Data, "avant-mise-a-jour", "etat")) && !isDone)
        {
            foreach (var command in (string[])["commune add 50129", "backup --to " + world.File("depot")])
            {
                var (refused, _, reason) = await world.RunAsync(command.Split(' '));
                Assert.Equal(4, refused);
                FaultWorld.AssertSays(reason, "coupée", "systemctl restart beffroi");
            }
        }

        var (code, _, error) = await world.RunAsync("upgrade");

        Assert.True(code == 0, error);
        Assert.Equal(isDone ? 1 : 0, world.Count("sqlite_master WHERE name = 'essai'"));
        Assert.False(Directory.Exists(Path.Combine(world.Data, "avant-mise-a-jour", "repetition")));
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Upgrade_KilledWhileItPutsTheFormerDataBack_IsFinishedByServe()
    {
        using var world = await FaultWorld.MakeAsync();
        Assert.Equal(0, (await world.UpgradeAsync("CREATE TABLE essai (x)")).Code);
        var folder = Path.Combine(world.Data, "avant-mise-a-jour");
        var snapshot = Path.GetFileName(Assert.Single(Directory.GetDirectories(folder)));

        // As left between the removal of a database and its return.
        await File.WriteAllTextAsync(Path.Combine(folder, "etat"), "migration " + snapshot, TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(folder, snapshot, "portal.db"), Path.Combine(world.Data, "portal.db.remise"));
        File.Delete(Path.Combine(world.Data, "portal.db"));
        var serving = world.Start([], new Dictionary<string, string>(), world.Serve);
        await world.ReadyAsync();

        Assert.Equal(0, await FaultWorld.StopAsync(serving));
        Assert.Equal(0, world.Count("sqlite_master WHERE name = 'essai'"));
        Assert.False(File.Exists(Path.Combine(world.Data, "portal.db.remise")));
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Upgrade_InterruptedByTheOperator_SaysSoAndTouchesNothing()
    {
        using var world = await FaultWorld.MakeAsync();
        var upgrade = await world.StartUpgradeAsync(Slow);
        while (await upgrade.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("Répétition", StringComparison.Ordinal))
        {
        }

        var code = await FaultWorld.StopAsync(upgrade);

        Assert.Equal(1, code);
        FaultWorld.AssertSays(await upgrade.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), "interrompue", "Relancez-la");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Data, "avant-mise-a-jour")));
        Assert.Equal(0, world.Count("sqlite_master WHERE name = 'essai'"));
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Back_AfterTheNewVersionHasServed_DoesNotLoseWhatCameSince()
    {
        using var world = await FaultWorld.MakeAsync();
        Assert.Equal(0, (await world.UpgradeAsync("CREATE TABLE essai (x)")).Code);
        var serving = world.Start([], new Dictionary<string, string>(), world.Serve);
        await world.ReadyAsync();
        await FaultWorld.StopAsync(serving);

        world.Scalar("INSERT INTO essai VALUES (1)");
        var (code, _, error) = await world.RunAsync("upgrade", "--back");

        Assert.True(code == 0, error);
        Assert.Equal(1, world.Count("essai"));
    }

    [Fact]
    public async Task Restore_KilledAtAnyPoint_LeavesOneWholeStateOrTheOther()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 24);
        await world.BackupAsync();
        await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
        {
            await appliance.FileAsync("50502");
        }

        var clock = Stopwatch.StartNew();
        var (restored, said, _) = await world.RestoreElsewhereAsync();
        Assert.True(restored == 0, said);
        var whole = clock.Elapsed;
        foreach (var share in (double[])[0.4, 0.8])
        {
            using (var restore = ApplianceProcess.Start(world.Settings, "restore", world.Repository, "--identity", world.Key, "--force"))
            {
                await Task.Delay(whole * share, TestContext.Current.CancellationToken);
                restore.Kill();
            }

            var (code, output, error) = await world.RunAsync("log", "verify");
            Assert.True(code == 0, output + error);
            Assert.InRange(await BackupWorld.DossiersAsync(world.Settings, "50502"), 3, 4);
        }

        var (done, _, fault) = await world.RunAsync("restore", world.Repository, "--identity", world.Key, "--force");
        Assert.True(done == 0, fault);
        Assert.Equal(3, await BackupWorld.DossiersAsync(world.Settings, "50502"));
        Assert.False(Directory.Exists(Path.Combine(world.Data, ".restauration")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Restore_KilledWhileItTakesItsPlace_IsFinishedByTheNextCommand(int moved)
    {
        using var world = await FaultWorld.MakeAsync();
        using var restored = await FaultWorld.MakeAsync();
        restored.Scalar("CREATE TABLE restauree (x)");
        Directory.Move(restored.Data, Path.Combine(world.Data, ".restauration"));
        string[] names = ["portal.db", "identity.db", "scheduler.db", "keys"];
        var aside = Directory.CreateDirectory(Path.Combine(world.Data, "avant-restauration-essai")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(world.Data, ".restauration-prete"),
            JsonSerializer.Serialize(new { Aside = "avant-restauration-essai", Old = names, New = names }),
            TestContext.Current.CancellationToken);
        foreach (var name in names.Take(moved))
        {
            Directory.Move(Path.Combine(world.Data, name), Path.Combine(aside, name));
        }

        var (code, output, error) = await world.RunAsync("commune", "list");

        Assert.True(code == 0, output + error);
        Assert.Equal(1, world.Count("sqlite_master WHERE name = 'restauree'"));
        Assert.True(File.Exists(Path.Combine(aside, "portal.db")));
        Assert.False(File.Exists(Path.Combine(world.Data, ".restauration-prete")));
        await world.AssertWholeAsync();
    }
}
