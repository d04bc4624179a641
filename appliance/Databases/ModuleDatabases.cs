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

    private static readonly Dictionary<(string Module, DatabaseKind Kind), (Type Type, Func<DatabaseSettings, DbContext> Open)> s_contexts = new()
    {
        [("portal", DatabaseKind.Sqlite)] = (typeof(SqlitePortal), database => new SqlitePortal(Options<SqlitePortal>(database, PgPortal.Schema)) { Scope = CommuneScope.Syndicat }),
        [("portal", DatabaseKind.PostgreSql)] = (typeof(PgPortal), database => new PgPortal(Options<PgPortal>(database, PgPortal.Schema)) { Scope = CommuneScope.Syndicat }),
        [("identity", DatabaseKind.Sqlite)] = (typeof(SqliteIdentity), database => new SqliteIdentity(Options<SqliteIdentity>(database, IdentityDb.Schema))),
        [("identity", DatabaseKind.PostgreSql)] = (typeof(PgIdentity), database => new PgIdentity(Options<PgIdentity>(database, IdentityDb.Schema))),
        [("scheduler", DatabaseKind.Sqlite)] = (typeof(SqliteScheduler), database => new SqliteScheduler(Options<SqliteScheduler>(database, SchedulerDb.Schema))),
        [("scheduler", DatabaseKind.PostgreSql)] = (typeof(PgScheduler), database => new PgScheduler(Options<PgScheduler>(database, SchedulerDb.Schema))),
    };

    /// <summary>A context over a module's database.</summary>
    public static DbContext Open(string module, DatabaseSettings database) => s_contexts[(module, database.Kind)].Open(database);

    /// <summary>A SQLite file that no pool keeps open.</summary>
    public static DatabaseSettings File(string path) => new(DatabaseKind.Sqlite, $"Data Source={path};Foreign Keys=True;Default Timeout=30;Pooling=False");

    /// <summary>The migrations that the program knows, in their order.</summary>
    public static IReadOnlyList<string> Known(string module, DatabaseKind kind) => Schemas.Known(s_contexts[(module, kind)].Type);

    /// <summary>The migrations that a database has had, in their order; none for a database without tables.</summary>
    public static Task<IReadOnlyList<string>> AppliedAsync(string module, DatabaseSettings database, CancellationToken cancellationToken) =>
        database.AppliedAsync(module, cancellationToken);

    /// <summary>The last of them; null for a database without any.</summary>
    public static async Task<string?> SchemaAsync(string module, DatabaseSettings database, CancellationToken cancellationToken) =>
        await AppliedAsync(module, database, cancellationToken) is [.., var last] ? last : null;

    private static DbContextOptions<T> Options<T>(DatabaseSettings database, string schema)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        database.Configure(builder, schema);
        return builder.Options;
    }
}
