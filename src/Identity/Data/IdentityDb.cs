using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Beffroi.Identity.Data;

/// <summary>Accounts, registered applications, authorizations and tokens.</summary>
public abstract class IdentityDb(DbContextOptions options) : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>The schema on PostgreSQL.</summary>
    public const string Schema = "identity";

    /// <summary>The failures to sign in, by address and network.</summary>
    public DbSet<SignInDelay> SignInDelays => Set<SignInDelay>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Guid>();
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<Account>().HasIndex(account => account.NormalizedEmail).IsUnique();
        builder.Entity<Account>().Property(account => account.Nom).HasMaxLength(AccountFields.NameLength);
        builder.Entity<SignInDelay>(delay =>
        {
            delay.ToTable("sign_in_delays");
            delay.HasKey(row => row.Key);
            delay.Property(row => row.Key).HasMaxLength(64);
            delay.HasIndex(row => row.LastFailureAt);
        });
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("account_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }
}

/// <summary>The accounts in a SQLite file.</summary>
public sealed class SqliteIdentity(DbContextOptions<SqliteIdentity> options) : IdentityDb(options);

/// <summary>The accounts in PostgreSQL.</summary>
public sealed class PgIdentity(DbContextOptions<PgIdentity> options) : IdentityDb(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
    }
}

/// <summary>Marks what comes from the database as UTC.</summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => value,
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
