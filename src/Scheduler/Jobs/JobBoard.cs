using System.Collections.Concurrent;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Beffroi.Scheduler.Jobs;

/// <summary>A job with its last and next run, as the console shows it.</summary>
public sealed record JobLine(JobDescription Job, JobState? State, JobRun? LastRun, DateTime? NextRunAt);

/// <summary>What operators see and do: the jobs, their history, run now, replay.</summary>
public sealed class JobBoard(JobCatalogue catalogue, SchedulerContexts contexts, ISchedulerFactory schedulers, SchedulerSettings settings, ILogger<JobBoard> logger)
{
    private readonly ConcurrentDictionary<string, bool> _nudged = new();

    /// <summary>All jobs with their state.</summary>
    public async Task<IReadOnlyList<JobLine>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open();
        var states = await db.JobStates.ToDictionaryAsync(state => state.Job, cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var lines = new List<JobLine>();
        foreach (var job in catalogue.All)
        {
            var last = await db.JobRuns.Where(run => run.Job == job.Name).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(cancellationToken);
            var trigger = await scheduler.GetTrigger(new TriggerKey(job.Name), cancellationToken);
            lines.Add(new JobLine(job, states.GetValueOrDefault(job.Name), last, trigger?.NextFireTimeUtc?.UtcDateTime));
        }

        return lines;
    }

    /// <summary>The latest runs of a job, the newest first.</summary>
    public async Task<IReadOnlyList<JobRun>> HistoryAsync(string job, int count, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open();
        return await db.JobRuns.Where(run => run.Job == job).OrderByDescending(run => run.StartedAt).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>Runs a job now, parked or not; false when there is no such job.</summary>
    public async Task<bool> RunNowAsync(string job, CancellationToken cancellationToken)
    {
        if (catalogue.Find(job) is null)
        {
            return false;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new JobKey(job), new JobDataMap { [QuartzJob.ByOperator] = "1" }, cancellationToken);
        return true;
    }

    /// <summary>Asks that a job run soon because there is work for it; many calls within half a second are one.</summary>
    public void Nudge(string job)
    {
        if (!settings.RunsJobs || !_nudged.TryAdd(job, true))
        {
            return;
        }

        _ = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            _nudged.TryRemove(job, out _);
            try
            {
                var scheduler = await schedulers.GetScheduler();
                if (scheduler.Status == SchedulerStatus.Running)
                {
                    await scheduler.TriggerJob(new JobKey(job), new JobDataMap());
                }
            }
            // The work waits as a row and the job's own schedule finds it: a missed nudge loses nothing but seconds.
            catch (Exception error) when (error is SchedulerException or InvalidOperationException or ObjectDisposedException)
            {
                logger.LogWarning(error, "The job {Job} could not be run ahead of its time", job);
            }
        });
    }
}
