using Beffroi.Scheduler.Data;

namespace Beffroi.Scheduler;

/// <summary>What the scheduler is told at start.</summary>
public sealed record SchedulerSettings
{
    /// <summary>Where its rows are.</summary>
    public required DatabaseSettings Database { get; init; }

    /// <summary>Whether jobs run by themselves in this process; a command beside a running appliance says no.</summary>
    public bool RunsJobs { get; init; } = true;
}
