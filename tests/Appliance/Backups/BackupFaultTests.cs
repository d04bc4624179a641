using System.Diagnostics;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>What breaks around a backup: its objects, its key, the disk, the process.</summary>
public sealed class BackupFaultTests
{
    [Theory]
    [InlineData("tronqué")]
    [InlineData("modifié")]
    [InlineData("manque")]
    public async Task Restore_OfADamagedPack_NamesItAndLeavesTheDataAsItWas(string damage)
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 2);
        await world.BackupAsync();
        var pack = world.Packs()[0];
        Damage(pack, damage);
        var before = Listing(world.Data);

        var (code, _, error) = await world.RunAsync("restore", world.Repository, "--identity", world.Key, "--force");

        Assert.Equal(1, code);
        Assert.Contains(Path.GetFileName(pack), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(before, Listing(world.Data));
        Assert.Equal(3, await BackupWorld.DossiersAsync(world.Settings, "50502"));

        // The next backup sees a pack that is cut or missing and writes its chunks again.
        if (damage != "modifié")
        {
            await world.BackupAsync();
            Assert.Equal(0, (await world.RestoreElsewhereAsync()).Code);
        }
    }

    [Fact]
    public async Task Restore_WithTheWrongKey_SaysSo()
    {
        using var world = await BackupWorld.MakeAsync();
        await world.BackupAsync();

        var (code, _, error) = await world.RunAsync("restore", world.Repository, "--identity", world.WrongKey, "--force");

        Assert.Equal(1, code);
        Assert.Contains("n’est pas chiffré pour cette clé", error, StringComparison.Ordinal);
        Assert.Equal(3, await BackupWorld.DossiersAsync(world.Settings, "50502"));
    }

    [Fact]
    public async Task Backup_KilledAtAnyPoint_LeavesEarlierOnesWhole()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 90);
        var first = (await world.BackupAsync()).GetProperty("id").GetString()!;
        var clock = Stopwatch.StartNew();
        await world.BackupAsync();
        var whole = clock.Elapsed;
        foreach (var share in (double[])[0.3, 0.5, 0.7, 0.85, 0.95])
        {
            await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
            {
                for (var i = 0; i < 20; i++)
                {
                    await world.AddPieceAsync(appliance, new Random((int)(share * 1000) + i));
                }
            }

            using var backup = ApplianceProcess.Start(world.Settings, "backup", "--to", world.Repository);
            await Task.Delay(whole * share, TestContext.Current.CancellationToken);
            backup.Kill();
        }

        Assert.Equal(0, (await world.RestoreElsewhereAsync("--backup", first)).Code);
        await world.BackupAsync();
        Assert.Empty(Directory.GetFiles(world.Repository, "*.partiel", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(world.Data, ".sauvegarde-travail")));
        var (code, error, restored) = await world.RestoreElsewhereAsync();
        Assert.True(code == 0, error);
        Assert.Equal(3, await BackupWorld.DossiersAsync(restored, "50502"));
    }

    [Fact]
    public async Task Backup_OnAFullDisk_SaysSoAndLeavesNothing()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 30);
        Directory.CreateDirectory(world.Repository);
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", world.Repository]);
        await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(mount.ExitCode != 0, "This test mounts a small disk, and the machine does not let it.");
        try
        {
            var (code, _, error) = await world.RunAsync("backup", "--to", world.Repository);

            Assert.Equal(1, code);
            Assert.Contains("place manque", error, StringComparison.Ordinal);
            Assert.DoesNotContain(Directory.GetFiles(world.Repository, "*", SearchOption.AllDirectories), path => !path.EndsWith(".verrou", StringComparison.Ordinal));
        }
        finally
        {
            using var unmount = Process.Start("umount", ["--lazy", world.Repository]);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_IsNotMade()
    {
        using var world = await BackupWorld.MakeAsync();
        using (var file = File.OpenWrite(Path.Combine(world.Data, "portal.db")))
        {
            file.Position = 4096 * 3;
            file.Write(new byte[4096 * 4]);
        }

        var (code, _, error) = await world.RunAsync("backup", "--to", world.Repository);

        Assert.Equal(1, code);
        Assert.Contains("portal.db", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(world.Repository, "backups")));
    }

    private static void Damage(string pack, string damage)
    {
        switch (damage)
        {
            case "manque":
                File.Delete(pack);
                break;
            case "tronqué":
                using (var file = File.OpenWrite(pack))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            default:
                using (var file = File.Open(pack, FileMode.Open))
                {
                    file.Position = file.Length / 2;
                    var value = file.ReadByte();
                    file.Position--;
                    file.WriteByte((byte)(value ^ 1));
                }

                break;
        }
    }

    private static IReadOnlyList<string> Listing(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith('.') && !path.Contains("/logs/", StringComparison.Ordinal))
        .Select(path => $"{path} {new FileInfo(path).Length}").Order(StringComparer.Ordinal)];
}
