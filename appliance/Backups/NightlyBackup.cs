using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Jobs;

namespace Beffroi.Appliance.Backups;

/// <summary>The backup of each night, where a target is set.</summary>
public sealed class NightlyBackup(ApplianceSettings settings, TimeProvider time, ILogger<NightlyBackup> logger) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "sauvegarde";

    /// <inheritdoc />
    public static string Label => "Sauvegarde de l’appliance";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(1, 30), "chaque nuit à 1 h 30");

    /// <inheritdoc />
    public static RetryRule Retry => new(4, TimeSpan.FromMinutes(10));

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await using var target = BackupTargets.Open(settings.Backup.Target ?? throw new BackupException("Backup:Target est vide."), settings.Backup);
        var done = await new RunBackup(settings, time).RunAsync(target, BackupProgress.Silent, stopping);
        logger.LogInformation("Backup {Backup} made: {Files} files, {Bytes} bytes, {Added} added, {Expired} expired", done.Summary.Id, done.Summary.Files, done.Summary.Bytes, done.Summary.Added, done.Expired);
        return done.Summary.Files;
    }
}
