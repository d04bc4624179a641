using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Beffroi.Scheduler;

/// <summary>The scheduler's only door: Quartz on its persistent store, the catalogue of jobs and their history.</summary>
public static class SchedulerModule
{
    /// <summary>Adds the scheduler.</summary>
    public static IServiceCollection AddScheduler(this IServiceCollection services, SchedulerSettings settings)
    {
        services.AddSingleton(settings);
        if (settings.Database.Kind == DatabaseKind.Sqlite)
        {
            services.AddPooledDbContextFactory<SqliteScheduler>(options => settings.Database.Configure(options, SchedulerDb.Schema));
        }
        else
        {
            services.AddPooledDbContextFactory<PgScheduler>(options => settings.Database.Configure(options, SchedulerDb.Schema));
        }

        services.AddSingleton<SchedulerContexts>();
        services.AddSingleton<JobCatalogue>();
        services.AddSingleton<JobLocks>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobBoard>();

        services.AddQuartz(quartz => quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            if (settings.Database.Kind == DatabaseKind.Sqlite)
            {
                store.UseSqlite(settings.Database.ConnectionString);
            }
            else
            {
                store.UsePostgres(settings.Database.ConnectionString);
                store.UseClustering();
            }
        }));
        if (settings.RunsJobs)
        {
            services.AddSingleton<JobRegistration>();
            services.AddHostedService(provider => provider.GetRequiredService<JobRegistration>());
            services.AddHostedService<ClockWatch>();
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        }

        return services;
    }

    /// <summary>Adds a job to the catalogue.</summary>
    public static IServiceCollection AddScheduledJob<T>(this IServiceCollection services)
        where T : class, IScheduledJob =>
        services.AddSingleton(new JobDescription(T.Name, T.Label, T.Schedule, T.Retry, typeof(T)));

    /// <summary>Brings the database of the run history to the current schema, and makes the scheduler where jobs run here: beside the other modules' databases.</summary>
    public static async Task MigrateSchedulerAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var settings = services.GetRequiredService<SchedulerSettings>();
        await using var db = services.GetRequiredService<SchedulerContexts>().Open();
        await db.BringToDateAsync(settings.Database, SchedulerDb.Schema, cancellationToken);
        if (settings.RunsJobs)
        {
            await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        }
    }
}
