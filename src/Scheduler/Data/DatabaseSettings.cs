using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

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
    /// <remarks>Contexts of one type have one model as long as all their options are made here.</remarks>
    /// <param name="options">What to fill in.</param>
    /// <param name="schema">The module's schema on PostgreSQL.</param>
    /// <param name="file">A connection to the SQLite file that the caller opens and closes; without it the context opens its own.</param>
    public void Configure(DbContextOptionsBuilder options, string schema, SqliteConnection? file = null)
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            _ = file is null ? options.UseSqlite(ConnectionString, Sqlite) : options.UseSqlite(file, Sqlite);
            options.AddInterceptors(SqlitePatience.Instance);
        }
        else
        {
            UsePostgreSql(options, schema);
        }

        // Comparing the model with its snapshot takes longer than migrating; « ./dev test » does it.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        options.UseSnakeCaseNamingConvention();
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);

        // One JSON parameter for a list of communes: the SQL stays the same and is made once, where a parameter for each would have it
        // made again at each query.
        static void Sqlite(SqliteDbContextOptionsBuilder sqlite) => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
    }

    // In a method of its own: an appliance on SQLite never loads the other engine.
    private void UsePostgreSql(DbContextOptionsBuilder options, string schema) =>
        options.UseNpgsql(ConnectionString, npgsql => npgsql.MigrationsHistoryTable("__migrations", schema));
}
