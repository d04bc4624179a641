using System.Security.Cryptography;
using Beffroi.Appliance.Backups.Databases;
using Beffroi.Appliance.Backups.Restore;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Backups;

/// <summary>
/// The restore of each month that nobody needs: the last backup is restored into a scratch folder, opened, and its counts, files and logs are
/// compared with what they were. Its failure is in the run history before the day when a restore is needed.
/// </summary>
public sealed class RestoreDrill(ApplianceSettings settings, ILogger<RestoreDrill> logger) : IScheduledJob
{
    private const string ScratchName = ".essai-restauration";

    /// <inheritdoc />
    public static string Name => "essai-restauration";

    /// <inheritdoc />
    public static string Label => "Essai de restauration de la dernière sauvegarde";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Monthly(5, new TimeOnly(4, 10), "le 5 de chaque mois à 4 h 10");

    /// <inheritdoc />
    public static RetryRule Retry => new(2, TimeSpan.FromMinutes(30));

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var identity = IdentityFile.Find(settings.Backup.IdentityFile);
        await using var target = BackupTargets.Open(settings.Backup.Target ?? throw new BackupException("Backup:Target est vide."), settings.Backup);
        var repository = new BackupRepository(target);
        var manifest = await repository.ReadManifestAsync(await repository.FindAsync(null, stopping), identity, stopping);
        manifest.RefuseNewer(settings.Database.Kind);

        // Opening it compares the counts of rows.
        await using var copy = await RestoredCopy.OpenAsync(settings, repository, manifest, identity, Path.Combine(settings.Data, ScratchName), _ => true, BackupProgress.Silent, stopping);
        await CheckLogsAsync(copy, stopping);
        await CheckFilesAsync(copy, stopping);
        logger.LogInformation("Backup {Backup} restores: {Files} files, {Rows} rows", manifest.Id, manifest.Files.Count, manifest.Rows.Values.Sum());
        return manifest.Files.Count;
    }

    private static async Task CheckLogsAsync(RestoredCopy copy, CancellationToken stopping)
    {
        foreach (var commune in copy.Services.GetRequiredService<CommuneDirectory>().All)
        {
            if (await copy.Services.GetRequiredService<VerifyLog>().RunAsync(commune, stopping) is { Holds: false } broken)
            {
                throw new BackupException($"Le journal de {broken.Insee} est rompu à la ligne {broken.BrokenAt} dans la sauvegarde ({broken.Reason}).");
            }
        }
    }

    private static async Task CheckFilesAsync(RestoredCopy copy, CancellationToken stopping)
    {
        await using var db = copy.Services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        var names = await db.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(piece => piece.Threat == null).Select(piece => piece.Sha256).Distinct().ToListAsync(stopping);
        foreach (var name in names)
        {
            var path = Path.Combine(copy.Folder, "files", name[..2], name[2..4], name);
            if (!File.Exists(path))
            {
                throw new BackupException($"La pièce {name} manque dans la sauvegarde.");
            }

            await using var content = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stopping)) != name)
            {
                throw new BackupException($"La pièce {name} n’est plus celle qui a été déposée.");
            }
        }
    }
}
