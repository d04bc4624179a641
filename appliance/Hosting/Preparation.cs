using Beffroi.Appliance.Configuration;
using Beffroi.Identity;
using Beffroi.Portal;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Scheduler;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Hosting;

/// <summary>What must be done before the first request: schemas, the directory of communes.</summary>
public static class Preparation
{
    /// <summary>Brings the databases to the current schema and loads what every request needs.</summary>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<ApplianceSettings>().DatabaseOf("portal").Kind == DatabaseKind.Sqlite)
        {
            // Three files, three models: most of the time goes into processor work that does not wait for the others.
            await Task.WhenAll(
                Task.Run(() => services.MigrateSchedulerAsync(cancellationToken), cancellationToken),
                Task.Run(() => services.MigrateIdentityAsync(cancellationToken), cancellationToken),
                Task.Run(() => services.PreparePortalAsync(cancellationToken), cancellationToken));
        }
        else
        {
            await services.MigrateSchedulerAsync(cancellationToken);
            await services.MigrateIdentityAsync(cancellationToken);
            await services.PreparePortalAsync(cancellationToken);
        }
    }

    /// <summary>The same for the portal alone: enough for a command that touches neither accounts nor jobs.</summary>
    public static async Task PreparePortalAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await services.MigratePortalAsync(cancellationToken);
        await services.GetRequiredService<CommuneDirectory>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<PublishedDemarches>().RefreshAsync(cancellationToken);
    }
}
