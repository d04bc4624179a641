using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Beffroi.Scheduler.Jobs;

/// <summary>Sees that the machine's clock was set while the appliance runs, and writes the schedule anew: no job waits for a day that was a mistake.</summary>
internal sealed class ClockWatch(JobRegistration registration, TimeProvider time, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_jump = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pace, time);
        var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var jump = time.GetUtcNow() - wall - time.GetElapsedTime(steady);
            (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
            if (jump.Duration() > s_jump)
            {
                logger.LogWarning("The clock was set by {Jump}: the jobs are scheduled anew", jump);
                await registration.WriteAsync(stoppingToken);
            }
        }
    }
}
