using System.Text.Json;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>Backups and restores as an operator runs them.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_WhileRequestsAreFiled_RestoresElsewhereWithItsFilesAndItsLog()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 3);
        await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
        {
            using var stop = new CancellationTokenSource();
            var filing = Task.Run(async () =>
            {
                for (var random = new Random(1); !stop.IsCancellationRequested;)
                {
                    await appliance.FileAsync("50502");
                    await world.AddPieceAsync(appliance, random);
                }
            }, TestContext.Current.CancellationToken);
            await world.BackupAsync();
            await stop.CancelAsync();
            await filing;
        }

        var (code, error, restored) = await world.RestoreElsewhereAsync();

        Assert.True(code == 0, error);
        var (verified, output, _) = await ApplianceProcess.RunAsync(restored, "log", "verify");
        Assert.True(verified == 0, output);
        Assert.True(await BackupWorld.DossiersAsync(restored, "50502") >= 3);
        await using var there = await TestAppliance.StartAsync(data: restored.Data);
        await using var db = there.Open(CommuneScope.One(there.Commune("50502").Id));
        var names = await db.Pieces.Select(piece => piece.Sha256).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(names.Count >= 3);
        Assert.All(names, name => Assert.True(File.Exists(Path.Combine(restored.Data, "files", name[..2], name[2..4], name))));
        // What waited may have left since: nothing goes twice by itself.
        Assert.False(await db.Courriels.AnyAsync(mail => mail.State == CourrielState.EnAttente, TestContext.Current.CancellationToken));
        Assert.True(await db.Courriels.AnyAsync(mail => mail.State == CourrielState.Incertain, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Backup_ASecondTime_WritesOnlyWhatIsNew()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 8);

        var first = await world.BackupAsync();
        var second = await world.BackupAsync();

        Assert.True(first.GetProperty("added").GetInt64() > 8 << 20);
        Assert.InRange(second.GetProperty("added").GetInt64(), 1, 100_000);
        var (_, list, _) = await world.RunAsync("backup", "list", "--from", world.Repository, "--json");
        Assert.Equal(2, JsonDocument.Parse(list).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Backup_WithoutAKey_IsRefusedAndSaysHowToMakeOne()
    {
        using var world = await BackupWorld.MakeAsync();
        File.Delete(Path.Combine(world.Data, "keys", "sauvegarde-destinataires.txt"));

        var (code, _, error) = await world.RunAsync("backup", "--to", world.Repository);
        var (made, key, _) = await world.RunAsync("backup", "key", "--json");
        var (again, _, _) = await world.RunAsync("backup", "key");

        Assert.Equal(4, code);
        Assert.Contains("backup key", error, StringComparison.Ordinal);
        Assert.Equal(0, made);
        Assert.Contains("AGE-SECRET-KEY-", JsonDocument.Parse(key).RootElement.GetProperty("identity").GetString()!, StringComparison.Ordinal);
        Assert.Equal(4, again);
        await world.BackupAsync();
    }

    [Fact]
    public async Task Repository_ShowsNothingOfAPersonInClear()
    {
        using var world = await BackupWorld.MakeAsync();
        await world.BackupAsync();

        foreach (var file in Directory.GetFiles(world.Repository, "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain("exemple.fr", text, StringComparison.Ordinal);
            Assert.True(file.EndsWith(".json", StringComparison.Ordinal) || text.Length == 0 || text.StartsWith("age-encryption.org/v1", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task Restore_WhileTheApplianceServes_IsRefused()
    {
        using var world = await BackupWorld.MakeAsync();
        await world.BackupAsync();
        using var serving = await ApplianceProcess.ServeAsync(world.Settings);

        var (code, _, error) = await world.RunAsync("restore", world.Repository, "--identity", world.Key, "--force");

        Assert.Equal(4, code);
        Assert.Contains("systemctl stop", error, StringComparison.Ordinal);
        Assert.Equal(0, await serving.StopAsync());
    }

    [Fact]
    public async Task Restore_OverData_NeedsForceAndKeepsTheFormerState()
    {
        using var world = await BackupWorld.MakeAsync();
        await world.BackupAsync();
        await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
        {
            await appliance.FileAsync("50502");
        }

        var (refused, _, _) = await world.RunAsync("restore", world.Repository, "--identity", world.Key);
        Assert.Equal(4, refused);
        Assert.Equal(4, await BackupWorld.DossiersAsync(world.Settings, "50502"));

        var (code, output, error) = await world.RunAsync("restore", world.Repository, "--identity", world.Key, "--force", "--json");
        Assert.True(code == 0, error);
        Assert.Equal(3, await BackupWorld.DossiersAsync(world.Settings, "50502"));
        var aside = JsonDocument.Parse(output).RootElement.GetProperty("aside").GetString()!;
        Assert.True(File.Exists(Path.Combine(aside, "portal.db")));
    }

    [Fact]
    public async Task Restore_OfANewerSchema_IsRefused()
    {
        using var world = await BackupWorld.MakeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={world.Data}/portal.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory SELECT '29990101000000_Demain', product_version FROM __EFMigrationsHistory LIMIT 1";
            command.ExecuteNonQuery();
        }

        await world.BackupAsync();
        var (code, error, _) = await world.RestoreElsewhereAsync();

        Assert.Equal(4, code);
        Assert.Contains("29990101000000_Demain", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommuneRestore_BringsOneBackAndLeavesTheOther_AndBackAgain()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 1);
        await world.BackupAsync();
        await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
        {
            await appliance.FileAsync("50502", nom: "Après");
            await appliance.FileAsync("50095", nom: "Après");
        }

        Directory.Delete(Path.Combine(world.Data, "files"), recursive: true);
        var (code, output, error) = await world.RunAsync("commune", "restore", "50502", "--from", world.Repository, "--identity", world.Key, "--json");

        Assert.True(code == 0, error);
        var done = JsonDocument.Parse(output).RootElement;
        Assert.True(done.GetProperty("logHolds").GetBoolean());
        Assert.Equal(1, done.GetProperty("files").GetInt32());
        Assert.Equal(3, await BackupWorld.DossiersAsync(world.Settings, "50502"));
        Assert.Equal(2, await BackupWorld.DossiersAsync(world.Settings, "50095"));
        Assert.Equal(0, (await world.RunAsync("log", "verify")).Code);
        await using (var appliance = await TestAppliance.StartAsync(data: world.Data))
        {
            // The number that the lost dossier had is not given again.
            Assert.EndsWith("-00005", (await appliance.FileAsync("50502")).Numero, StringComparison.Ordinal);
        }

        var (back, _, fault) = await world.RunAsync("commune", "restore", "50502", "--from", done.GetProperty("aside").GetString()!);
        Assert.True(back == 0, fault);
        Assert.Equal(4, await BackupWorld.DossiersAsync(world.Settings, "50502"));
        Assert.Equal(0, (await world.RunAsync("log", "verify")).Code);
    }

    [Fact]
    public async Task Jobs_BackUpAndRehearse_AndARehearsalFindsALostPiece()
    {
        using var world = await BackupWorld.MakeAsync(ballastMb: 1);
        await using var appliance = await TestAppliance.StartAsync(
            data: world.Data, configure: settings => settings.Backup = new BackupSection { Target = world.Repository, IdentityFile = world.Key });

        Assert.Equal(JobOutcome.Reussi, (await RunAsync("sauvegarde")).Outcome);
        var rehearsed = await RunAsync("essai-restauration");
        Assert.True(rehearsed.Outcome == JobOutcome.Reussi, rehearsed.Error);
        Assert.True(rehearsed.Rows > 3);

        Directory.Delete(Path.Combine(world.Data, "files"), recursive: true);
        Assert.Equal(JobOutcome.Reussi, (await RunAsync("sauvegarde")).Outcome);
        var failed = await RunAsync("essai-restauration");
        Assert.Equal(JobOutcome.Echec, failed.Outcome);
        Assert.Contains("manque", failed.Error!, StringComparison.Ordinal);

        async Task<JobRun> RunAsync(string name) => (await appliance.Services.GetRequiredService<JobRunner>().RunAsync(
            appliance.Services.GetRequiredService<JobCatalogue>().Find(name)!, 1, byOperator: true, TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public void Retention_KeepsTheLastOfEachDayWeekAndMonth()
    {
        var now = new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
        var all = Enumerable.Range(0, 400).Select(days => Summary(now.UtcDateTime.AddDays(-days).AddMinutes(-1))).ToList();

        var expired = Retention.Expired(all, new BackupSection { KeepDaily = 7, KeepWeekly = 5, KeepMonthly = 12 }, now).Select(summary => summary.At).ToHashSet();
        var kept = all.Select(summary => summary.At).Where(at => !expired.Contains(at)).ToList();

        Assert.All(Enumerable.Range(0, 7), day => Assert.Contains(all[day].At, kept));
        Assert.Equal(12, kept.Select(at => (at.Year, at.Month)).Distinct().Count());
        Assert.InRange(kept.Count, 20, 22);
        Assert.Single(Retention.Expired([Summary(now.UtcDateTime.AddYears(-3)), Summary(now.UtcDateTime.AddYears(-2))], new BackupSection { KeepDaily = 0, KeepWeekly = 0, KeepMonthly = 0 }, now));
    }

    private static BackupSummary Summary(DateTime at) => new()
    {
        Format = 1,
        Id = at.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        At = at,
        Version = "1",
        Database = "Sqlite",
        Schemas = new Dictionary<string, string>(),
        Files = 0,
        Bytes = 0,
        Added = 0,
        Manifest = new NeededObject("backups/x.manifest.age", 0, ""),
        Packs = [],
    };
}
