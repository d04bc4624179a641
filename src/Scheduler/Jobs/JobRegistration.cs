using System.Globalization;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Beffroi.Scheduler.Jobs;

/// <summary>
/// Writes the catalogue into Quartz's store while the server starts: new jobs are added and run within a minute, changed schedules are
/// replaced, the others keep their next time, so that an appliance which is often restarted runs every job.
/// </summary>
internal sealed class JobRegistration(JobCatalogue catalogue, ISchedulerFactory schedulers, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeZoneInfo s_paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static readonly TimeSpan s_firstRun = TimeSpan.FromMinutes(1);

    private Task _written = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The scheduler was made with the databases; the writes go on beside the start.
        _written = Task.Run(() => WriteAsync(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => _written;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what is missing, was changed or lies further ahead than it can.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in catalogue.All)
        {
            var detail = JobBuilder.Create<QuartzJob>().WithIdentity(job.Name).StoreDurably().RequestRecovery().Build();
            var trigger = TriggerOf(job);
            if (await IsKeptAsync(scheduler, job, trigger, cancellationToken))
            {
                await scheduler.AddJob(detail, AddJobOptions.Replacing, cancellationToken);
            }
            else
            {
                await scheduler.ScheduleJob(detail, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
            }
        }
    }

    private async Task<bool> IsKeptAsync(IScheduler scheduler, JobDescription job, ITrigger trigger, CancellationToken cancellationToken)
    {
        if (await scheduler.GetTrigger(trigger.Key, cancellationToken) is not { NextFireTimeUtc: { } next } stored
            || await scheduler.GetTriggerState(trigger.Key, cancellationToken) == TriggerState.Error)
        {
            return false;
        }

        return (stored, trigger) switch
        {
            // A time that lies further ahead than the next one from now was written by a clock that was wrong.
            (ISimpleTrigger old, ISimpleTrigger now) =>
                old.RepeatInterval == now.RepeatInterval && old.RepeatCount == now.RepeatCount && old.MisfireInstruction == now.MisfireInstruction
                && next <= time.GetUtcNow() + job.Schedule.Every!.Value,
            (ICronTrigger old, ICronTrigger now) =>
                old.CronExpressionString == now.CronExpressionString && old.TimeZone.Id == now.TimeZone.Id && old.MisfireInstruction == now.MisfireInstruction
                && next <= now.GetFireTimeAfter(time.GetUtcNow()),
            _ => false,
        };
    }

    private ITrigger TriggerOf(JobDescription job)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(job.Name).ForJob(job.Name);
        if (job.Schedule.Every is { } every)
        {
            return trigger
                .StartAt(time.GetUtcNow() + (every < s_firstRun ? every : s_firstRun))
                // A time that was missed while the appliance was stopped is made up for at its start, once.
                .WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
                .Build();
        }

        var at = job.Schedule.DailyAt!.Value;
        return trigger
            .WithCronSchedule($"0 {at.Minute} {at.Hour} {job.Schedule.DayOfMonth?.ToString(CultureInfo.InvariantCulture) ?? "*"} * ?", schedule => schedule.InTimeZone(s_paris)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
    }
}
