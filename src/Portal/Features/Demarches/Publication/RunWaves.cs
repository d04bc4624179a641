using Beffroi.Scheduler.Jobs;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Writes down how versions fare, then takes one step of each roll-out.</summary>
public sealed class RunWaves(DemarcheTallies tallies, DemarcheWaves waves) : IScheduledJob
{
    /// <inheritdoc />
    public static string Name => "vagues";

    /// <inheritdoc />
    public static string Label => "Diffusion des nouvelles versions de démarches";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(10), "toutes les 10 minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await tallies.FlushAsync(stopping);
        return await waves.StepAsync(stopping);
    }
}
