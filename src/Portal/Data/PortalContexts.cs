using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Data;

/// <summary>Opens portal contexts for work outside a request: jobs, commands, caches.</summary>
public sealed class PortalContexts(IServiceProvider services, PortalSettings settings)
{
    /// <summary>A context for this scope; dispose it after use. Reads do not track: writes go through <see cref="PortalWrites"/>.</summary>
    public PortalDb Open(CommuneScope? scope)
    {
        PortalDb db = settings.Database.Kind == DatabaseKind.Sqlite
            ? services.GetRequiredService<IDbContextFactory<SqlitePortal>>().CreateDbContext()
            : services.GetRequiredService<IDbContextFactory<PgPortal>>().CreateDbContext();
        db.Scope = scope;
        return db;
    }
}
