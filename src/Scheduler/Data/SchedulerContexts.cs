using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Scheduler.Data;

/// <summary>Opens contexts of the run history.</summary>
public sealed class SchedulerContexts(IServiceProvider services, SchedulerSettings settings)
{
    /// <summary>A context; dispose it after use.</summary>
    public SchedulerDb Open() => settings.Database.Kind == DatabaseKind.Sqlite
        ? services.GetRequiredService<IDbContextFactory<SqliteScheduler>>().CreateDbContext()
        : services.GetRequiredService<IDbContextFactory<PgScheduler>>().CreateDbContext();
}
