using System.Globalization;
using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Appliance.Hosting;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Backups.Communes;

/// <summary>Rows of one kind that were replaced.</summary>
/// <param name="Entity">The kind.</param>
/// <param name="Before">Rows that went.</param>
/// <param name="After">Rows that came.</param>
public sealed record ReplacedRows(string Entity, int Before, int After);

/// <summary>What the restore of a commune did.</summary>
/// <param name="Insee">The commune.</param>
/// <param name="Nom">Its name.</param>
/// <param name="Backup">The backup.</param>
/// <param name="Rows">What was replaced.</param>
/// <param name="Files">Files that were missing and came back.</param>
/// <param name="Aside">Where the former state is: it can be restored from there.</param>
/// <param name="LogHolds">Whether the chain of the log was verified afterwards.</param>
public sealed record RestoreCommuneDone(string Insee, string Nom, string Backup, IReadOnlyList<ReplacedRows> Rows, int Files, string Aside, bool LogHolds);

/// <summary>Brings one commune back to a backup, beside the running appliance; the other communes are not touched.</summary>
public sealed class RestoreCommune(ApplianceSettings settings, IServiceProvider services)
{
    private const string ScratchName = ".restauration-commune";

    /// <summary>Restores.</summary>
    /// <param name="from">A target, or the folder where an earlier restore of a commune has kept the former state.</param>
    /// <param name="id">Which backup; the newest without one.</param>
    /// <param name="identityFile">The file of the age identity; not needed for such a folder.</param>
    /// <param name="insee">The commune.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RestoreCommuneDone> RunAsync(string from, string? id, string? identityFile, string insee, BackupProgress progress, CancellationToken cancellationToken)
    {
        var stamp = services.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        if (File.Exists(Path.Combine(from, "portal.db")))
        {
            return await FromFileAsync(Path.Combine(from, "portal.db"), insee, stamp, cancellationToken);
        }

        if (File.Exists(Path.Combine(from, PgDump.FileName)))
        {
            return await FromDumpAsync(Path.Combine(from, PgDump.FileName), insee, stamp, cancellationToken);
        }

        var (target, named) = BackupTargets.OpenForRestore(from, settings.Backup);
        await using var opened = target;
        var identity = IdentityFile.Find(identityFile);
        var repository = new BackupRepository(target);
        var manifest = await repository.ReadManifestAsync(await repository.FindAsync(id ?? named, cancellationToken), identity, cancellationToken);
        if (manifest.Database != settings.Database.Kind.ToString())
        {
            throw new BackupException($"La sauvegarde {manifest.Id} est celle d’une base {manifest.Database}, et l’appliance utilise {settings.Database.Kind}.", refused: true);
        }

        manifest.RefuseNewer(settings.Database.Kind);
        await using var copy = await RestoredCopy.OpenAsync(settings, repository, manifest, identity, Path.Combine(settings.Data, ScratchName), _ => false, progress, cancellationToken);
        await using var source = copy.Services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        var commune = await CommuneOfAsync(source, insee, manifest.Id, cancellationToken);
        var files = await FilesAsync(repository, manifest, identity, source, commune, cancellationToken);
        var done = await ReplaceAsync(source, commune, stamp, progress, cancellationToken);
        return done with { Backup = manifest.Id, Files = files };
    }

    private async Task<RestoreCommuneDone> FromFileAsync(string file, string insee, string stamp, CancellationToken cancellationToken)
    {
        // A copy, since bringing it to the current schema writes to it.
        var copy = Path.Combine(settings.Data, ScratchName + ".db");
        try
        {
            DatabaseSnapshot.CheckSqlite(file, file);
            SqliteFile.Copy(file, copy);
            var database = ModuleDatabases.File(copy);
            await using var source = (PortalDb)ModuleDatabases.Open("portal", database);
            await source.BringToDateAsync(database, PgPortal.Schema, cancellationToken);
            var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!;
            var done = await ReplaceAsync(source, await CommuneOfAsync(source, insee, name, cancellationToken), stamp, BackupProgress.Silent, cancellationToken);
            return done with { Backup = name };
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task<RestoreCommuneDone> FromDumpAsync(string file, string insee, string stamp, CancellationToken cancellationToken)
    {
        var own = settings.DatabaseOf("portal");
        var scratch = await PgDump.MakeScratchAsync(own, cancellationToken);
        try
        {
            await PgDump.RestoreAsync(scratch, file, cancellationToken);
            await using var app = ApplianceBuilder.Build(
                DataFolder.Moved(settings, settings.Data, new DatabaseSection { Kind = own.Kind, ConnectionString = scratch.ConnectionString }), development: false, runsJobs: false, serves: false);
            await app.Services.PreparePortalAsync(cancellationToken);
            await using var source = app.Services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
            var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!;
            var done = await ReplaceAsync(source, await CommuneOfAsync(source, insee, name, cancellationToken), stamp, BackupProgress.Silent, cancellationToken);
            return done with { Backup = name };
        }
        finally
        {
            await PgDump.DropScratchAsync(own, scratch);
        }
    }

    private async Task<Commune> CommuneOfAsync(PortalDb source, string insee, string backup, CancellationToken cancellationToken)
    {
        var commune = await source.Communes.FirstOrDefaultAsync(row => row.Insee == insee, cancellationToken)
            ?? throw new BackupException($"La commune {insee} n’est pas dans la sauvegarde {backup}. « beffroi backup list » en montre d’autres.");
        if (services.GetRequiredService<CommuneDirectory>().FindInsee(insee) is { } present && present.Id != commune.Id)
        {
            throw new BackupException($"La commune {insee} a été supprimée puis créée de nouveau depuis la sauvegarde {backup} : ses lignes ne se correspondent plus. Rien n’a été changé.", refused: true);
        }

        return commune;
    }

    private async Task<int> FilesAsync(BackupRepository repository, BackupManifest manifest, string identity, PortalDb source, Commune commune, CancellationToken cancellationToken)
    {
        var names = await source.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(piece => piece.CommuneId == commune.Id && piece.Threat == null).Select(piece => piece.Sha256).Distinct().ToListAsync(cancellationToken);
        var missing = names.Select(name => $"files/{name[..2]}/{name[2..4]}/{name}").Where(path => !File.Exists(Path.Combine(settings.Data, path))).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
        {
            return 0;
        }

        var folder = Path.Combine(settings.Data, ScratchName + "-fichiers");
        try
        {
            DataFolder.Delete(folder);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await new ExtractFiles(repository, manifest, identity).RunAsync(folder, missing.Contains, BackupProgress.Silent, cancellationToken);
            DataFolder.GiveToOwner(settings.Data, folder);
            FolderSync.FlushAll(folder);
            foreach (var path in DataFolder.Files(folder))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(settings.Data, path))!);
                File.Move(Path.Combine(folder, path), Path.Combine(settings.Data, path), overwrite: true);
            }

            return missing.Count;
        }
        finally
        {
            DataFolder.Delete(folder);
        }
    }

    private async Task<RestoreCommuneDone> ReplaceAsync(PortalDb source, Commune commune, string stamp, BackupProgress progress, CancellationToken cancellationToken)
    {
        progress.Begin($"Retour de {commune.Nom}", 0);
        var aside = Directory.CreateDirectory(
            Path.Combine(settings.Data, $"{Swap.AsideName}-{stamp}-{commune.Insee}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        if (settings.Database.Kind == DatabaseKind.Sqlite)
        {
            SqliteFile.Copy(Path.Combine(settings.Data, "portal.db"), Path.Combine(aside, "portal.db"));
        }
        else
        {
            await PgDump.SaveAsync(settings.DatabaseOf("portal"), Path.Combine(aside, PgDump.FileName), cancellationToken);
        }

        DataFolder.GiveToOwner(settings.Data, aside);
        var rows = await services.GetRequiredService<PortalWrites>().RunAsync(
            CommuneScope.One(commune.Id), (db, token) => new CommuneRows(source, db, commune).ReplaceAsync(token), cancellationToken);
        await services.GetRequiredService<CommuneDirectory>().RefreshAsync(cancellationToken);
        var log = await services.GetRequiredService<VerifyLog>().RunAsync(commune, cancellationToken);
        return new RestoreCommuneDone(commune.Insee, commune.Nom, "", rows, 0, aside, log.Holds);
    }
}
