using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler;

namespace Beffroi.Appliance.Backups;

/// <summary>The jobs of backups, where the settings ask for them.</summary>
internal static class BackupServices
{
    public static void AddBackups(this IServiceCollection services, ApplianceSettings settings)
    {
        if (settings.Backup.Target is not null)
        {
            services.AddScheduledJob<NightlyBackup>();
        }

        if (settings.Backup is { Target: not null, IdentityFile: not null })
        {
            services.AddScheduledJob<RestoreDrill>();
        }
    }
}
