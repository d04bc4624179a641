using System.Diagnostics.Metrics;

namespace Beffroi.Scheduler;

/// <summary>The meters of jobs; the appliance publishes them.</summary>
public static class SchedulerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Beffroi.Scheduler";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_runs = s_meter.CreateCounter<long>("beffroi.jobs.runs");
    private static readonly Histogram<double> s_seconds = s_meter.CreateHistogram<double>("beffroi.jobs.duration", "s");

    internal static void Ran(string job, string outcome, TimeSpan took)
    {
        s_runs.Add(1, new("job", job), new("outcome", outcome));
        s_seconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }
}
