using Beffroi.Identity;
using Beffroi.Portal;
using Beffroi.Portal.Communes;
using Beffroi.Scheduler;

namespace Beffroi.Appliance.Hosting;

/// <summary>What must be done before the first request: schemas, the directory of communes.</summary>
public static class Preparation
{
    /// <summary>Brings the databases to the current schema and loads what every request needs.</summary>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await services.MigrateSchedulerAsync(cancellationToken);
        await services.MigrateIdentityAsync(cancellationToken);
        await services.MigratePortalAsync(cancellationToken);
        await services.GetRequiredService<CommuneDirectory>().RefreshAsync(cancellationToken);
    }
}
