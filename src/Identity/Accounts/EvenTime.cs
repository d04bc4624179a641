using System.Diagnostics;

namespace Beffroi.Identity.Accounts;

/// <summary>Makes an answer take the same time whether the address has an account or not.</summary>
internal static class EvenTime
{
    // Longer than hashing a password and writing two rows on a slow disk.
    private static readonly TimeSpan s_floor = TimeSpan.FromMilliseconds(400);

    public static async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        var left = s_floor - Stopwatch.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellationToken);
        }
    }
}
