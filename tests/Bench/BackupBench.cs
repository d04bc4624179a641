using System.Diagnostics;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Microsoft.Data.Sqlite;

namespace Beffroi.Bench;

/// <summary>Backup and restore of files and log rows, beside <c>tar</c> with <c>sqlite3 .backup</c> on the same data; then a second backup after 1 % changed.</summary>
internal static class BackupBench
{
    private const int FileBytes = 1 << 20;
    private const int Rounds = 3;

    /// <summary>Runs it; <c>--full</c> means 10 GB of files and 1,000,000 log rows.</summary>
    public static async Task<BenchResult> RunAsync(bool full)
    {
        var (files, lines) = full ? (10_000, 1_000_000) : (1_000, 100_000);
        var root = Places.NewData("backup");
        try
        {
            var settings = new ApplianceSettings { Data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName, Logs = Path.Combine(root, "logs"), Metrics = "" };
            var (identity, recipient) = await AgeProgram.MakeKeyAsync(CancellationToken.None);
            var key = Path.Combine(root, "key.txt");
            await File.WriteAllTextAsync(key, identity);
            settings.Backup.Recipients = [recipient];
            await using (var app = ServeAppliance.Build(settings.Data, Places.FreePort(), uncached: false))
            {
                await Beffroi.Appliance.Hosting.Preparation.PrepareAsync(app.Services);
            }

            SqliteConnection.ClearAllPools();
            AddFiles(settings.Data, files, seed: 1);
            AddLines(settings.Data, 0, lines);

            var (backups, tars, restores, untars) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            BackupDone? first = null;
            for (var round = 0; round < (full ? 1 : Rounds); round++)
            {
                // Each side writes where nothing was: the disk is still busy with blocks that were just given back.
                var (depot, tar, there, untar) = (Path.Combine(root, "depot"), Path.Combine(root, "tar"), Path.Combine(root, "there"), Path.Combine(root, "untar"));
                foreach (var folder in (string[])[depot, tar, there, untar])
                {
                    Remove(folder);
                }

                var mega = Size(settings.Data) / 1e6;
                tars.Add(mega / await TimeAsync(() => ShellAsync($"mkdir -p {tar} && for m in portal identity scheduler; do sqlite3 {settings.Data}/$m.db \".backup {tar}/$m.db\"; done && tar -C {settings.Data} -cf {tar}/files.tar files keys && sync -f {tar}")));
                backups.Add(mega / await TimeAsync(async () => first = await BackUpAsync(settings, depot)));
                untars.Add(mega / await TimeAsync(() => ShellAsync($"mkdir -p {untar} && tar -C {untar} -xf {tar}/files.tar && cp {tar}/*.db {untar}/ && sync -f {untar}")));
                var elsewhere = new ApplianceSettings { Data = Directory.CreateDirectory(there).FullName, Logs = settings.Logs, Metrics = "" };
                restores.Add(mega / await TimeAsync(async () =>
                {
                    await using var target = new DirectoryTarget(depot);
                    await new RunRestore(elsewhere, development: false, TimeProvider.System).RunAsync(target, null, key, force: false, BackupProgress.Silent, CancellationToken.None);
                }));
                SqliteConnection.ClearAllPools();
            }

            AddFiles(settings.Data, files / 100, seed: 2);
            AddLines(settings.Data, lines, lines / 100);
            var second = await BackUpAsync(settings, Path.Combine(root, "depot"));
            return new BenchResult(
                "backup",
                [
                    BenchRow.AtLeast("backup, encrypted and read back, beside tar and .backup", "MB/s", 0.5, backups, tars),
                    BenchRow.AtLeast("restore, every hash checked, beside tar and cp", "MB/s", 0.5, restores, untars),
                    BenchRow.Under("second backup after 1 % of files and log lines were added", "%", 3, [100.0 * second.Summary.Added / first!.Summary.Added], []),
                ],
                [
                    $"{files} files of 1 MiB that do not compress, {lines} log lines; both sides end on the disk (fsync, sync -f).",
                    full ? "The data, their archive and the repository are more than the page cache holds; the archive is made first." : "The data are in the page cache for both sides.",
                    "tar neither encrypts, nor hashes, nor reads back.",
                ]);
        }
        finally
        {
            Remove(root);
        }
    }

    private static async Task<BackupDone> BackUpAsync(ApplianceSettings settings, string depot)
    {
        await using var target = new DirectoryTarget(depot);
        return await new RunBackup(settings, TimeProvider.System).RunAsync(target, BackupProgress.Silent, CancellationToken.None);
    }

    private static void AddFiles(string data, int count, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[FileBytes];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            var folder = Directory.CreateDirectory(Path.Combine(data, "files", name[..2], name[2..4])).FullName;
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    private static void AddLines(string data, int from, int count)
    {
        using var connection = new SqliteConnection($"Data Source={data}/portal.db;Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        // Keys follow time, as those of the appliance do; hashes do not compress.
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT @from + 1 UNION ALL SELECT i + 1 FROM n WHERE i < @from + @count)
            INSERT INTO dossier_events (id, commune_id, dossier_id, sequence, at, actor_kind, actor_id, actor_name, kind, data, previous_hash, hash)
            SELECT unhex(printf('%016x', i)) || randomblob(8), zeroblob(16), unhex(printf('%016x', i / 6)) || zeroblob(8), i, '2026-11-24 10:00:00.123456', 'Agent', randomblob(16),
                'Camille Modèle', 'message-agent', '{"message":"' || lower(hex(randomblob(32))) || '"}', randomblob(32), randomblob(32) FROM n
            """;
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@count", count);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    // Both sides begin with nothing of the other left to write.
    private static async Task<double> TimeAsync(Func<Task> work)
    {
        await ShellAsync("sync");
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task ShellAsync(string script)
    {
        using var shell = Process.Start("sh", ["-ec", script]);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"The reference failed: {script}");
        }
    }

    private static long Size(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
