using Beffroi.TestKit;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Tests;

/// <summary>An upgrade of the data: a bad migration is found at the rehearsal, a good one is kept, the former data can come back.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-maj-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("DELETE FROM communes")]
    [InlineData("ALTER TABLE sans_nom RENAME TO rien")]
    public async Task Upgrade_WithABadMigration_IsRefusedAndTouchesNothing(string sql)
    {
        await MakeAsync();

        var (code, _, error) = await UpgradeAsync(sql);

        Assert.Equal(1, code);
        Assert.Contains("répétition a échoué", error, StringComparison.Ordinal);
        Assert.Equal(1, Count("communes"));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_folder, "avant-mise-a-jour")));
    }

    [Fact]
    public async Task Upgrade_WithAGoodMigration_IsKept_AndTheFormerDataCanComeBack()
    {
        await MakeAsync();

        var (code, _, error) = await UpgradeAsync("CREATE TABLE essai (x); INSERT INTO essai VALUES (1)");
        Assert.True(code == 0, error);
        Assert.Equal(1, Count("essai"));

        (code, _, error) = await BareCommand.RunAsync("upgrade", "--back", "--data", _folder);
        Assert.True(code == 0, error);
        Assert.Equal(0, Count("sqlite_master WHERE name = 'essai'"));
        Assert.Equal(1, Count("communes"));
    }

    [Fact]
    public async Task Upgrade_OfDataOfANewerVersion_IsRefused()
    {
        await MakeAsync();
        Execute("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Plus_tard', '99.0.0')");

        var (code, _, error) = await BareCommand.RunAsync("upgrade", "--data", _folder);

        Assert.Equal(1, code);
        Assert.Contains("99990101000000_Plus_tard", error, StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The snapshot is of files; PostgreSQL is backed up before an upgrade.");
        await using var appliance = await TestAppliance.StartAsync(data: _folder);
        await appliance.AddCommunesAsync("50502");
    }

    private async Task<(int Code, string Out, string Err)> UpgradeAsync(string sql)
    {
        var file = Path.Combine(_folder, "essai.sql");
        await File.WriteAllTextAsync(file, sql);
        return await BareCommand.RunAsync(new Dictionary<string, string> { ["BEFFROI_ESSAI_MIGRATION"] = file }, "upgrade", "--data", _folder);
    }

    private long Count(string from) => Execute($"SELECT count(*) FROM {from}");

    private long Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "portal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() is long count ? count : 0;
    }
}
