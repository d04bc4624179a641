using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Beffroi.Scheduler.Data;

/// <summary>The database engines that the appliance runs on.</summary>
public enum DatabaseKind
{
    /// <summary>SQLite files in the data directory.</summary>
    Sqlite,

    /// <summary>PostgreSQL, one schema a module.</summary>
    PostgreSql,
}

/// <summary>Where a module keeps its rows.</summary>
/// <param name="Kind">The engine.</param>
/// <param name="ConnectionString">How to reach it; may hold a secret, never logged.</param>
public sealed record DatabaseSettings(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>A SQLite file; foreign keys on, 30 s of patience for another writer.</summary>
    public static DatabaseSettings SqliteFile(string path) =>
        new(DatabaseKind.Sqlite, $"Data Source={path};Foreign Keys=True;Default Timeout=30");

    /// <summary>Points a context at the database, with its migrations kept in the context's own schema.</summary>
    public void Configure(DbContextOptionsBuilder options, string schema)
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            // One JSON parameter for a list of communes: the SQL stays the same and is made once, where a parameter for each would have it
            // made again at each query.
            options.UseSqlite(ConnectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
            options.AddInterceptors(SqlitePatience.Instance);
        }
        else
        {
            options.UseNpgsql(ConnectionString, npgsql => npgsql.MigrationsHistoryTable("__migrations", schema));
        }

        // Comparing the model with its snapshot takes longer than migrating; « ./dev test » does it.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        options.UseSnakeCaseNamingConvention();
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
    }
}
