using System.Diagnostics;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beffroi.Scheduler.Jobs;

/// <summary>Runs one job once and keeps its history: start, end, outcome, rows, error.</summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, SchedulerContexts contexts, JobLocks locks, TimeProvider time, ILogger<JobRunner> logger)
{
    // An operator waits for the run that is under way in another process; the schedule leaves the work to it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs the job and records the run; a run of a frequent job that found nothing to do leaves no line of its own.</summary>
    /// <param name="job">The job.</param>
    /// <param name="attempt">Which try it is, from 1.</param>
    /// <param name="byOperator">Whether an operator asked: a parked job then runs again.</param>
    /// <param name="stopping">Cancelled when the appliance stops.</param>
    /// <returns>Null when nothing was run: the job is parked, or under way in another process.</returns>
    public async Task<JobRun?> RunAsync(JobDescription job, int attempt, bool byOperator, CancellationToken stopping)
    {
        await using var held = await locks.TakeAsync(job.Name, byOperator ? s_patience : TimeSpan.Zero, stopping);
        if (held is null)
        {
            return null;
        }

        await using var db = contexts.Open();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        var state = await db.JobStates.FirstOrDefaultAsync(row => row.Job == job.Name, stopping);
        if (state is null)
        {
            state = new JobState { Job = job.Name };
            db.JobStates.Add(state);
        }

        if (state.ParkedAt is not null && !byOperator)
        {
            return null;
        }

        var run = new JobRun { Id = Guid.CreateVersion7(), Job = job.Name, StartedAt = Now(), Attempt = attempt };
        await ExecuteAsync(job, run, stopping);
        run.EndedAt = Now();

        state.LastRunAt = run.StartedAt;
        Judge(job, state, run, byOperator);
        if (run.Outcome != JobOutcome.Reussi || run.Rows > 0 || byOperator || job.Schedule.DailyAt is not null)
        {
            db.JobRuns.Add(run);
        }

        // The appliance may be stopping: the history is written all the same.
        await db.SaveChangesAsync(CancellationToken.None);
        return run;
    }

    private async Task ExecuteAsync(JobDescription job, JobRun run, CancellationToken stopping)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var instance = (IScheduledJobInstance)ActivatorUtilities.CreateInstance(
                scope.ServiceProvider, typeof(ScheduledJobInstance<>).MakeGenericType(job.Type));
            run.Rows = await instance.RunAsync(stopping);
            run.Outcome = stopping.IsCancellationRequested ? JobOutcome.Interrompu : JobOutcome.Reussi;
            SchedulerMetrics.Ran(job.Name, "ok", watch.Elapsed);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            run.Outcome = JobOutcome.Interrompu;
        }
        // Whatever a job throws is its outcome: recorded, shown to the operator and tried again.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            run.Outcome = JobOutcome.Echec;
            run.Error = $"{error.GetType().Name}: {error.Message}";
            SchedulerMetrics.Ran(job.Name, "failed", watch.Elapsed);
            logger.LogError(error, "The job {Job} failed", job.Name);
        }
    }

    private void Judge(JobDescription job, JobState state, JobRun run, bool byOperator)
    {
        if (run.Outcome == JobOutcome.Reussi)
        {
            state.Failures = 0;
            state.ParkedAt = null;
        }
        else if (run.Outcome == JobOutcome.Echec)
        {
            state.Failures = byOperator ? 1 : state.Failures + 1;
            state.ParkedAt = state.Failures >= job.Retry.Tries ? Now() : null;
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}

internal interface IScheduledJobInstance
{
    Task<int> RunAsync(CancellationToken stopping);
}

internal sealed class ScheduledJobInstance<T>(IServiceProvider services) : IScheduledJobInstance
    where T : IScheduledJob
{
    public Task<int> RunAsync(CancellationToken stopping) => ActivatorUtilities.CreateInstance<T>(services).RunAsync(stopping);
}
