using System.Globalization;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Beffroi.Scheduler.Jobs;

/// <summary>Writes the catalogue into Quartz's store while the server starts: new jobs are added, changed schedules replaced.</summary>
internal sealed class JobRegistration(JobCatalogue catalogue, ISchedulerFactory schedulers, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeZoneInfo s_paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private Task _written = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The scheduler is made here, before Quartz's own service asks for it; only the writes go on beside the start.
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        _written = Task.Run(() => WriteAsync(scheduler, cancellationToken), cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => _written;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WriteAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        foreach (var job in catalogue.All)
        {
            var detail = JobBuilder.Create<QuartzJob>().WithIdentity(job.Name).StoreDurably().RequestRecovery().Build();
            await scheduler.ScheduleJob(detail, [TriggerOf(job)], ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    private ITrigger TriggerOf(JobDescription job)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(job.Name).ForJob(job.Name);
        if (job.Schedule.Every is { } every)
        {
            return trigger
                .StartAt(time.GetUtcNow() + every)
                .WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever())
                .Build();
        }

        var at = job.Schedule.DailyAt!.Value;
        return trigger
            .WithCronSchedule($"0 {at.Minute} {at.Hour} {job.Schedule.DayOfMonth?.ToString(CultureInfo.InvariantCulture) ?? "*"} * ?", schedule => schedule.InTimeZone(s_paris))
            .Build();
    }
}
