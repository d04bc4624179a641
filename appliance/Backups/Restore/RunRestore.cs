using System.Globalization;
using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Renci.SshNet.Common;

namespace Beffroi.Appliance.Backups.Restore;

/// <summary>What a restore did.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Files">Files restored.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="HeldMails">Mails that waited when the backup was made: whether they left since is unknown, an operator decides.</param>
/// <param name="Aside">Where the former state is, or null when there was none.</param>
/// <param name="Configuration">Where the restored configuration file is, or null when the backup holds none.</param>
public sealed record RestoreDone(BackupSummary Backup, int Files, long Bytes, int HeldMails, string? Aside, string? Configuration);

/// <summary>Restores a whole appliance. The present state is untouched until the restored one is complete, checked and migrated.</summary>
public sealed class RunRestore(ApplianceSettings settings, bool development, TimeProvider time)
{
    /// <summary>Restores.</summary>
    /// <param name="target">The repository.</param>
    /// <param name="id">Which backup; the newest without one.</param>
    /// <param name="identityFile">The file of the age identity.</param>
    /// <param name="force">Whether a present state may be replaced.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BackupException">It cannot be restored; the present state is as it was.</exception>
    public async Task<RestoreDone> RunAsync(IBackupTarget target, string? id, string identityFile, bool force, BackupProgress progress, CancellationToken cancellationToken)
    {
        var data = settings.Data;
        using var alone = FileLock.TryTake(DataFolder.ServingLock(settings))
            ?? throw new BackupException($"Une appliance fonctionne sur {data}. Arrêtez-la d’abord (« systemctl stop beffroi »), puis recommencez.", refused: true);
        using var noBackup = FileLock.TryTake(DataFolder.BackupLock(settings))
            ?? throw new BackupException("Une sauvegarde est en cours sur cette machine. Attendez sa fin.", refused: true);
        Swap.Finish(data);
        if (!force && !DataFolder.IsUntouched(settings))
        {
            throw new BackupException($"Le dossier {data} contient déjà des données. Ajoutez --force pour les remplacer : elles seront gardées à part.", refused: true);
        }

        var repository = new BackupRepository(target);
        var summary = await repository.FindAsync(id, cancellationToken);
        var manifest = await repository.ReadManifestAsync(summary, identityFile, cancellationToken);
        CheckFits(manifest);

        var staging = Swap.Staging(data);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        try
        {
            DataFolder.Delete(staging);
            Directory.CreateDirectory(staging, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await new ExtractFiles(repository, manifest, identityFile).RunAsync(staging, _ => true, progress, cancellationToken);
            progress.Begin("Vérification et mise à niveau des bases", 0);
            var held = settings.Database.Kind == DatabaseKind.Sqlite
                ? await PrepareSqliteAsync(staging, manifest, cancellationToken)
                : await PreparePgAsync(staging, stamp, cancellationToken);
            DataFolder.GiveToOwner(data, staging);
            var aside = Swap.Run(data, stamp);
            var configuration = Path.Combine(data, Swap.ConfigurationName, "beffroi.json");
            return new RestoreDone(summary, manifest.Files.Count, manifest.Files.Sum(file => file.Size), held, aside, File.Exists(configuration) ? configuration : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SshException or SqliteException)
        {
            if (Swap.IsPending(data))
            {
                throw new BackupException($"Les données restaurées sont vérifiées, mais leur mise en place a été coupée : {StorageFault.Words(error, data) ?? error.Message} La prochaine commande, ou le prochain démarrage, la finira.");
            }

            throw new BackupException($"La restauration est abandonnée, rien n’a été remplacé : {StorageFault.Words(error, data) ?? error.Message}");
        }
        finally
        {
            if (!Swap.IsPending(data))
            {
                DataFolder.Delete(staging);
            }
        }
    }

    /// <summary>Opens restored SQLite files: no damaged page, and rows as counted when the backup was made.</summary>
    internal static async Task CheckSqliteAsync(string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        // Each reads every page: side by side they take the time of one.
        var sound = Task.Run(() => Files().ForEach(file => DatabaseSnapshot.CheckSqlite(file.Path, file.Path)), cancellationToken);
        var counted = Task.Run(() => Files().SelectMany(file => SqliteFile.CountRows(file.Path, file.Module)).ToDictionary(), cancellationToken);
        // A damaged page is told before a count that stopped at it.
        await Task.WhenAll(sound, counted);
        CheckRows(await counted, manifest);

        List<(string Module, string Path)> Files() => [.. ModuleDatabases.Modules.Select(module => (module, Path.Combine(folder, module + ".db")))];
    }

    /// <summary>Compares counts of rows with those of the backup.</summary>
    internal static void CheckRows(Dictionary<string, long> rows, BackupManifest manifest)
    {
        foreach (var (table, count) in manifest.Rows)
        {
            if (rows.GetValueOrDefault(table, -1) != count)
            {
                throw new BackupException($"La table {table} a {rows.GetValueOrDefault(table)} ligne(s) et non {count}. Choisissez une autre sauvegarde avec --backup.");
            }
        }
    }

    private void CheckFits(BackupManifest manifest)
    {
        if (manifest.Database != settings.Database.Kind.ToString())
        {
            throw new BackupException(
                $"La sauvegarde {manifest.Id} est celle d’une base {manifest.Database}, et la configuration demande {settings.Database.Kind}. Réglez Database:Kind, puis recommencez.", refused: true);
        }

        manifest.RefuseNewer(settings.Database.Kind);
    }

    private async Task<int> PrepareSqliteAsync(string staging, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await CheckSqliteAsync(staging, manifest, cancellationToken);
        var held = 0;
        await using (var app = ApplianceBuilder.Build(DataFolder.Moved(settings, staging), development, runsJobs: false, serves: false))
        {
            await app.Services.PrepareAsync(cancellationToken);
            held = await HoldMailsAsync(app.Services, cancellationToken);
        }

        // The last connection that closes a file folds its journal into it.
        SqliteConnection.ClearAllPools();
        return held;
    }

    private async Task<int> PreparePgAsync(string staging, string stamp, CancellationToken cancellationToken)
    {
        var database = settings.DatabaseOf("portal");
        var dump = Path.Combine(staging, PgDump.FileName);
        var aside = Directory.CreateDirectory(Path.Combine(settings.Data, $"{Swap.AsideName}-{stamp}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await PgDump.SaveAsync(database, Path.Combine(aside.FullName, PgDump.FileName), cancellationToken);
        await PgDump.RestoreAsync(database, dump, cancellationToken);
        File.Delete(dump);
        await using var app = ApplianceBuilder.Build(DataFolder.Moved(settings, staging, settings.Database), development, runsJobs: false, serves: false);
        await app.Services.PrepareAsync(cancellationToken);
        return await HoldMailsAsync(app.Services, cancellationToken);
    }

    // Nobody knows whether a mail that waited then has left since: it never goes twice by itself.
    private static Task<int> HoldMailsAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PortalWrites>().RunAsync(
            CommuneScope.Syndicat,
            (db, token) => db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter])
                .Where(mail => mail.State == CourrielState.EnAttente || mail.State == CourrielState.EnCours)
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.State, CourrielState.Incertain), token),
            cancellationToken);
}
