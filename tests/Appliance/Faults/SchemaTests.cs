using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Tests.Backups;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>Data of another version than the program: a package was upgraded and the service not started yet, or an old backup comes back.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("commune add 50129")]
    [InlineData("log verify")]
    public async Task Command_OnDataOfAnOlderVersion_LeavesItAndNamesTheWay(string command)
    {
        using var world = await FaultWorld.MakeAsync();
        MakeOlder(world.Data);

        var (code, _, error) = await world.RunAsync(command.Split(' '));

        Assert.Equal(4, code);
        FaultWorld.AssertSays(error, "plus ancienne", "systemctl restart beffroi", "beffroi upgrade");
        Assert.Equal(0, world.Count("__EFMigrationsHistory", "scheduler"));
        Assert.Equal(1, world.Count("communes"));

        (code, _, error) = await world.RunAsync("upgrade");
        Assert.True(code == 0, error);
        Assert.Single(Directory.GetDirectories(Path.Combine(world.Data, "avant-mise-a-jour")));
        Assert.Equal(0, (await world.RunAsync(command.Split(' '))).Code);
    }

    [Fact]
    public async Task Command_OnDataOfANewerVersion_IsRefused()
    {
        using var world = await FaultWorld.MakeAsync();
        world.Scalar("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Plus_tard', '99.0.0')");

        var (code, _, error) = await world.RunAsync("commune", "add", "50129");

        Assert.Equal(4, code);
        FaultWorld.AssertSays(error, "99990101000000_Plus_tard", "plus récente", "Installez");
        Assert.Equal(1, world.Count("communes"));
    }

    [Fact]
    public async Task Upgrade_WhileTheApplianceServes_IsRefused()
    {
        using var world = await FaultWorld.MakeAsync();
        var serving = await world.ServeAsync();

        var (code, error) = await world.UpgradeAsync("CREATE TABLE essai (x)");

        Assert.Equal(4, code);
        FaultWorld.AssertSays(error, "systemctl stop beffroi");
        Assert.Equal(0, await FaultWorld.StopAsync(serving));
        Assert.Equal(0, world.Count("sqlite_master WHERE name = 'essai'"));
    }

    [Fact]
    public async Task Restore_OfABackupWithAnOlderSchema_BringsItToTheProgramsOwn()
    {
        using var world = await BackupWorld.MakeAsync();
        MakeOlder(world.Data);
        Directory.CreateDirectory(Path.Combine(world.Data, "avant-mise-a-jour", "20260101T000000Z"));
        await File.WriteAllTextAsync(Path.Combine(world.Data, "avant-mise-a-jour", "20260101T000000Z", "portal.db"), "x", TestContext.Current.CancellationToken);
        await world.BackupAsync();

        var (code, error, restored) = await world.RestoreElsewhereAsync();

        Assert.True(code == 0, error);
        var schema = await ModuleDatabases.SchemaAsync("scheduler", ModuleDatabases.File(Path.Combine(restored.Data, "scheduler.db")), TestContext.Current.CancellationToken);
        Assert.Equal(ModuleDatabases.Known("scheduler", DatabaseKind.Sqlite)[^1], schema);
        Assert.Equal(3, await BackupWorld.DossiersAsync(restored, "50502"));

        // The snapshot of an upgrade is no state: brought back, it could take the place of what was restored.
        Assert.False(Directory.Exists(Path.Combine(restored.Data, "avant-mise-a-jour")));
    }

    // The scheduler's database as it is before its first migration.
    private static void MakeOlder(string data)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(Path.Combine(data, "scheduler.db" + suffix));
        }

        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "scheduler.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE __EFMigrationsHistory (migration_id TEXT NOT NULL PRIMARY KEY, product_version TEXT NOT NULL)";
        command.ExecuteNonQuery();
    }
}
