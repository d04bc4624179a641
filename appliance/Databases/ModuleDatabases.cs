using Beffroi.Identity.Data;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Backups.Databases;

/// <summary>The databases of the three modules, opened as plain contexts, without the appliance.</summary>
internal static class ModuleDatabases
{
    // The portal first: a row of the portal that names an account is then never newer than the accounts.
    public static readonly IReadOnlyList<string> Modules = ["portal", "identity", "scheduler"];

    /// <summary>A context over a module's database.</summary>
    public static DbContext Open(string module, DatabaseSettings database) => (module, database.Kind) switch
    {
        ("portal", DatabaseKind.Sqlite) => new SqlitePortal(Options<SqlitePortal>(database, PgPortal.Schema)) { Scope = CommuneScope.Syndicat },
        ("portal", _) => new PgPortal(Options<PgPortal>(database, PgPortal.Schema)) { Scope = CommuneScope.Syndicat },
        ("identity", DatabaseKind.Sqlite) => new SqliteIdentity(Options<SqliteIdentity>(database, IdentityDb.Schema)),
        ("identity", _) => new PgIdentity(Options<PgIdentity>(database, IdentityDb.Schema)),
        ("scheduler", DatabaseKind.Sqlite) => new SqliteScheduler(Options<SqliteScheduler>(database, SchedulerDb.Schema)),
        ("scheduler", _) => new PgScheduler(Options<PgScheduler>(database, SchedulerDb.Schema)),
        _ => throw new ArgumentException($"There is no module {module}.", nameof(module)),
    };

    /// <summary>A SQLite file that no pool keeps open.</summary>
    public static DatabaseSettings File(string path) => new(DatabaseKind.Sqlite, $"Data Source={path};Foreign Keys=True;Default Timeout=30;Pooling=False");

    /// <summary>The last migration of a database.</summary>
    public static async Task<string> SchemaAsync(string module, DatabaseSettings database, CancellationToken cancellationToken)
    {
        await using var db = Open(module, database);
        return (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() ?? "";
    }

    /// <summary>Refuses what a newer program has written.</summary>
    public static void CheckSchemas(BackupManifest manifest, DatabaseSettings database)
    {
        foreach (var module in Modules)
        {
            using var db = Open(module, database);
            if (manifest.Schemas.TryGetValue(module, out var last) && last.Length > 0 && !db.Database.GetMigrations().Contains(last))
            {
                throw new BackupException(
                    $"La sauvegarde {manifest.Id} a été faite par une version plus récente de Beffroi ({manifest.Version}) : la base « {module} » est à l’étape {last}, inconnue ici. Installez cette version, puis recommencez.",
                    refused: true);
            }
        }
    }

    private static DbContextOptions<T> Options<T>(DatabaseSettings database, string schema)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        database.Configure(builder, schema);
        return builder.Options;
    }
}
