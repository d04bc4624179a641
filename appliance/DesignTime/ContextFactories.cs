using Beffroi.Identity.Data;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Beffroi.Appliance.DesignTime;

// What `dotnet ef` asks for when a migration is made: the model alone, no host and no real database.

internal sealed class SqlitePortalFactory : IDesignTimeDbContextFactory<SqlitePortal>
{
    public SqlitePortal CreateDbContext(string[] args) => new(Design.Options<SqlitePortal>(DatabaseKind.Sqlite, PgPortal.Schema));
}

internal sealed class PgPortalFactory : IDesignTimeDbContextFactory<PgPortal>
{
    public PgPortal CreateDbContext(string[] args) => new(Design.Options<PgPortal>(DatabaseKind.PostgreSql, PgPortal.Schema));
}

internal sealed class SqliteIdentityFactory : IDesignTimeDbContextFactory<SqliteIdentity>
{
    public SqliteIdentity CreateDbContext(string[] args) => new(Design.Options<SqliteIdentity>(DatabaseKind.Sqlite, IdentityDb.Schema));
}

internal sealed class PgIdentityFactory : IDesignTimeDbContextFactory<PgIdentity>
{
    public PgIdentity CreateDbContext(string[] args) => new(Design.Options<PgIdentity>(DatabaseKind.PostgreSql, IdentityDb.Schema));
}

internal sealed class SqliteSchedulerFactory : IDesignTimeDbContextFactory<SqliteScheduler>
{
    public SqliteScheduler CreateDbContext(string[] args) => new(Design.Options<SqliteScheduler>(DatabaseKind.Sqlite, SchedulerDb.Schema));
}

internal sealed class PgSchedulerFactory : IDesignTimeDbContextFactory<PgScheduler>
{
    public PgScheduler CreateDbContext(string[] args) => new(Design.Options<PgScheduler>(DatabaseKind.PostgreSql, SchedulerDb.Schema));
}

internal static class Design
{
    public static DbContextOptions<T> Options<T>(DatabaseKind kind, string schema)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        new DatabaseSettings(kind, kind == DatabaseKind.Sqlite ? "Data Source=:memory:" : "Host=localhost").Configure(builder, schema);
        return builder.Options;
    }
}
