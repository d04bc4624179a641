namespace Beffroi.Appliance.Hosting;

/// <summary>Gives back to the system, once, the memory that starting needed and serving does not; an idle appliance would keep it until its next full collection.</summary>
internal sealed class StartLeftovers(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(s_settled, clock, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
