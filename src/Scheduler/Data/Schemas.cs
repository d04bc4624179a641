using Microsoft.EntityFrameworkCore;

namespace Beffroi.Scheduler.Data;

/// <summary>Brings a module's database to the schema of the program.</summary>
public static class Schemas
{
    /// <summary>Applies the migrations that are missing; where none is, one query and no lock.</summary>
    public static async Task BringToDateAsync(this DbContext db, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }
}
