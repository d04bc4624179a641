using System.Diagnostics;

namespace Beffroi.Bench.Load;

/// <summary>Counts what was done until the time or the number is reached.</summary>
internal sealed class LoadRun(double seconds, long max)
{
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<float> _durations = new(1 << 18);
    private long _begun;

    /// <summary>Whether one more may begin.</summary>
    public bool Goes => Stopwatch.GetElapsedTime(_start).TotalSeconds < seconds && Interlocked.Increment(ref _begun) <= max;

    /// <summary>One is done.</summary>
    public void Count(long start)
    {
        var elapsed = (float)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        lock (_lock)
        {
            _durations.Add(elapsed);
        }
    }

    /// <summary>Count, seconds and the 99th percentile in milliseconds.</summary>
    public string Summary()
    {
        var elapsed = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _durations.Sort();
        return FormattableString.Invariant($"{_durations.Count} {elapsed:0.0000} {_durations[(int)(_durations.Count * 0.99)]:0.00}");
    }
}
