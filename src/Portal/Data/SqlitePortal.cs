using Beffroi.Portal.Features.Personnes;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Data;

/// <summary>The portal's database in a SQLite file.</summary>
public sealed class SqlitePortal(DbContextOptions<SqlitePortal> options) : PortalDb(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }
}

/// <summary>The portal's database in the schema <c>portal</c> of PostgreSQL.</summary>
public sealed class PgPortal(DbContextOptions<PgPortal> options) : PortalDb(options)
{
    /// <summary>The schema of the module.</summary>
    public const string Schema = "portal";

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        // Looked for by their beginnings, byte by byte as on SQLite.
        modelBuilder.Entity<PersonneKey>().Property(key => key.Value).UseCollation("C");
    }
}
