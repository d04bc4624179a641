using Beffroi.Scheduler.History;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Scheduler.Data;

/// <summary>The run history of jobs; Quartz keeps its own tables beside it.</summary>
public abstract class SchedulerDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The schema on PostgreSQL.</summary>
    public const string Schema = "scheduler";

    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<JobState> JobStates => Set<JobState>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<JobRun>().HasIndex(run => new { run.Job, run.StartedAt });
        modelBuilder.Entity<JobRun>().Property(run => run.Job).HasMaxLength(60);
        modelBuilder.Entity<JobRun>().Property(run => run.Outcome).HasConversion<string>().HasMaxLength(20);
        modelBuilder.Entity<JobState>().HasKey(state => state.Job);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
}

/// <summary>The run history in a SQLite file.</summary>
public sealed class SqliteScheduler(DbContextOptions<SqliteScheduler> options) : SchedulerDb(options);

/// <summary>The run history in PostgreSQL.</summary>
public sealed class PgScheduler(DbContextOptions<PgScheduler> options) : SchedulerDb(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
    }
}

/// <summary>Marks what comes from the database as UTC.</summary>
internal sealed class UtcDateTimeConverter() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<DateTime, DateTime>(
    value => value,
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
