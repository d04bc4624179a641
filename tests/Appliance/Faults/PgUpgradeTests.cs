using System.Diagnostics;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;
using Npgsql;

namespace Beffroi.Appliance.Tests.Faults;

/// <summary>An upgrade on PostgreSQL: copied by pg_dump before, put back by pg_restore.</summary>
public sealed class PgUpgradeTests : IDisposable
{
    private const string Grow = "CREATE TABLE portal.essai (x int); CREATE TABLE portal.autre (id uuid REFERENCES portal.communes (id)); INSERT INTO portal.essai VALUES (1)";

    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-pgmaj-").FullName;
    private DatabaseSection _database = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Upgrade_WithAGoodMigration_IsKept_AndTheFormerDataCanComeBack()
    {
        await MakeAsync();

        var (code, error) = await UpgradeAsync(Grow);
        Assert.True(code == 0, error);
        Assert.Equal(1, await CountAsync("portal.essai"));
        var snapshot = Assert.Single(Directory.GetDirectories(Path.Combine(_folder, "avant-mise-a-jour")));
        Assert.True(new FileInfo(Path.Combine(snapshot, "postgresql.dump")).Length > 0);

        (code, error) = await RunAsync([], "upgrade", "--back");
        Assert.True(code == 0, error);
        Assert.Equal(0, await CountAsync("pg_tables WHERE tablename IN ('essai', 'autre')"));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Upgrade_ThatHarmsTheData_ReturnsToTheFormerOne()
    {
        await MakeAsync();

        var (code, error) = await UpgradeAsync("TRUNCATE portal.dossiers CASCADE");

        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, "portal.dossiers avait 2 lignes", "sont remises");
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Upgrade_Killed_IsUndoneByTheNextRun()
    {
        await MakeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "essai.sql"), "TRUNCATE portal.dossiers CASCADE; SELECT pg_sleep(0)", TestContext.Current.CancellationToken);
        using (var upgrade = Start(new() { ["BEFFROI_ESSAI_MIGRATION"] = Path.Combine(_folder, "essai.sql") }, "upgrade"))
        {
            while (await upgrade.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("Mise à jour des données", StringComparison.Ordinal))
            {
            }

            for (var tries = 0; tries < 600 && await CountAsync("portal.dossiers") > 0; tries++)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            upgrade.Kill();
            await upgrade.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var (refused, reason) = await RunAsync([], "commune", "list");
        Assert.Equal(4, refused);
        FaultWorld.AssertSays(reason, "coupée");
        var (code, error) = await RunAsync([], "upgrade");

        Assert.True(code == 0, error);
        FaultWorld.AssertSays(error, "avait été coupée");
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Upgrade_WithoutPgDump_IsRefusedAndSaysHowToGoOn()
    {
        await MakeAsync();

        var programs = Directory.CreateDirectory(Path.Combine(_folder, "programmes")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "chown"), "/usr/bin/chown");
        var (code, error) = await UpgradeAsync(Grow, new() { ["PATH"] = programs });
        Assert.Equal(1, code);
        FaultWorld.AssertSays(error, "« pg_dump » manque", "apt install postgresql-client", "upgrade --sans-copie", "Rien n’a été changé");
        Assert.Equal(0, await CountAsync("pg_tables WHERE tablename = 'essai'"));
        await AssertWholeAsync();

        (code, error) = await UpgradeAsync(Grow, new() { ["PATH"] = programs }, "--sans-copie");
        Assert.True(code == 0, error);
        Assert.Equal(1, await CountAsync("portal.essai"));
    }

    private async Task MakeAsync()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "This is the upgrade of a PostgreSQL database.");
        await using var appliance = await TestAppliance.StartAsync(data: _folder);
        await appliance.AddCommunesAsync("50502");
        await appliance.FileAsync("50502");
        await appliance.FileAsync("50502");
        _database = appliance.Settings.Database;
    }

    private async Task<(int Code, string Err)> UpgradeAsync(string sql, Dictionary<string, string>? environment = null, params string[] more)
    {
        var file = Path.Combine(_folder, "essai.sql");
        await File.WriteAllTextAsync(file, sql);
        return await RunAsync(new(environment ?? []) { ["BEFFROI_ESSAI_MIGRATION"] = file }, ["upgrade", .. more]);
    }

    private async Task<(int Code, string Err)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, error);
    }

    private Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        environment["BEFFROI__Database__Kind"] = "PostgreSql";
        environment["BEFFROI__Database__ConnectionString"] = _database.ConnectionString!;
        return BareCommand.Start(environment, [.. arguments, "--data", _folder]);
    }

    private async Task AssertWholeAsync()
    {
        var (code, error) = await RunAsync([], "log", "verify");
        Assert.True(code == 0, error);
        Assert.Equal(1, await CountAsync("portal.communes"));
        Assert.Equal(2, await CountAsync("portal.dossiers"));
    }

    private async Task<long> CountAsync(string from)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The test's own words.
        await using var command = new NpgsqlCommand($"SELECT set_config('beffroi.communes', '*', false); SELECT count(*) FROM {from}", connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }
}
