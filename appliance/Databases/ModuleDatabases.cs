using Beffroi.Identity.Data;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Databases;

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

    /// <summary>The migrations that the program knows, in their order.</summary>
    public static IReadOnlyList<string> Known(string module, DatabaseKind kind) => Schemas.Known(ContextOf(module, kind));

    /// <summary>The migrations that a database has had, in their order; none for a database without tables.</summary>
    public static Task<IReadOnlyList<string>> AppliedAsync(string module, DatabaseSettings database, CancellationToken cancellationToken) =>
        database.AppliedAsync(module, cancellationToken);

    /// <summary>The last of them; null for a database without any.</summary>
    public static async Task<string?> SchemaAsync(string module, DatabaseSettings database, CancellationToken cancellationToken) =>
        await AppliedAsync(module, database, cancellationToken) is [.., var last] ? last : null;

    private static Type ContextOf(string module, DatabaseKind kind) => (module, kind) switch
    {
        ("portal", DatabaseKind.Sqlite) => typeof(SqlitePortal),
        ("portal", _) => typeof(PgPortal),
        ("identity", DatabaseKind.Sqlite) => typeof(SqliteIdentity),
        ("identity", _) => typeof(PgIdentity),
        ("scheduler", DatabaseKind.Sqlite) => typeof(SqliteScheduler),
        ("scheduler", _) => typeof(PgScheduler),
        _ => throw new ArgumentException($"There is no module {module}.", nameof(module)),
    };

    private static DbContextOptions<T> Options<T>(DatabaseSettings database, string schema)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        database.Configure(builder, schema);
        return builder.Options;
    }
}
