using System.Diagnostics;
using Beffroi.Bench.Measures;

namespace Beffroi.Bench.Load;

/// <summary>Callers in this process, each at its work again and again, beside as many of a reference.</summary>
internal static class Callers
{
    private const int Rounds = 3;

    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(3);

    /// <summary>Runs both in turn and compares what they did a second.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="callers">How many at once.</param>
    /// <param name="unit">The unit of both figures.</param>
    /// <param name="share">The share of the reference to reach.</param>
    /// <param name="figure">A caller, by its rank, as long as it may go on; gives how often it did its work.</param>
    /// <param name="reference">The same of the reference.</param>
    public static async Task<BenchRow> CompareAsync(
        string name, int callers, string unit, double share, Func<int, Func<bool>, Task<long>> figure, Func<int, Func<bool>, Task<long>> reference)
    {
        await MeasureAsync(callers, figure, s_warm);
        await MeasureAsync(callers, reference, s_warm);
        var (figures, references) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            figures.Add(await MeasureAsync(callers, figure, s_round));
            references.Add(await MeasureAsync(callers, reference, s_round));
        }

        return BenchRow.AtLeast(name, unit, share, figures, references);
    }

    private static async Task<double> MeasureAsync(int callers, Func<int, Func<bool>, Task<long>> run, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => run(caller, () => Stopwatch.GetElapsedTime(start) < time))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
