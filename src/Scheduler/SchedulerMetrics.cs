using System.Diagnostics.Metrics;

namespace Beffroi.Scheduler;

/// <summary>The meters of jobs; the appliance publishes them.</summary>
public static class SchedulerMetrics
{
    /// <summary>The name of the meter; Prometheus puts it before that of each instrument, which does not repeat it: <c>beffroi_jobs_runs</c>.</summary>
    public const string MeterName = "Beffroi.Jobs";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_runs = s_meter.CreateCounter<long>("runs");
    private static readonly Histogram<double> s_seconds = s_meter.CreateHistogram<double>("duration", "s");

    internal static void Ran(string job, string outcome, TimeSpan took)
    {
        s_runs.Add(1, new("job", job), new("outcome", outcome));
        s_seconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }
}
