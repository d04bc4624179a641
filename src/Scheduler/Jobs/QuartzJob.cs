using System.Globalization;
using Beffroi.Scheduler.History;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Beffroi.Scheduler.Jobs;

/// <summary>What Quartz fires: finds the job by its key, runs it, and asks for the next try when it failed.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(JobCatalogue catalogue, JobRunner runner, IHostApplicationLifetime lifetime, TimeProvider time) : IJob
{
    public const string Attempt = "attempt";
    public const string ByOperator = "operator";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A job that a former version had written into the store: it goes at its first firing.
        if (catalogue.Find(context.JobDetail.Key.Name) is not { } job)
        {
            await context.Scheduler.DeleteJob(context.JobDetail.Key, cancellationToken);
            return;
        }

        var attempt = int.Parse(context.MergedJobDataMap.GetString(Attempt) ?? "1", CultureInfo.InvariantCulture);
        var byOperator = context.MergedJobDataMap.GetString(ByOperator) is not null;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);

        var run = await runner.RunAsync(job, attempt, byOperator, stopping.Token);
        if (run?.Outcome == JobOutcome.Echec && attempt < job.Retry.Tries)
        {
            var retry = TriggerBuilder.Create()
                .ForJob(context.JobDetail.Key)
                .WithIdentity($"{job.Name}-retry")
                .UsingJobData(Attempt, (attempt + 1).ToString(CultureInfo.InvariantCulture))
                .StartAt(time.GetUtcNow() + job.Retry.DelayAfter(attempt))
                .Build();
            await context.Scheduler.ScheduleJob(retry, ScheduleJobOptions.Replacing, CancellationToken.None);
        }
    }
}
