using System.Globalization;
using System.Runtime.InteropServices;

namespace Beffroi.Appliance.Hosting;

/// <summary>Gives back to the system, once, the memory that starting needed and serving does not; an idle appliance would keep it until its next full collection.</summary>
internal sealed partial class StartLeftovers(TimeProvider clock) : BackgroundService
{
    private const int DontNeed = 4;

    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(s_settled, clock, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        LeaveTheProgramsFile();
    }

    // The descriptions of types in the program's file, read once while types are made: what is needed again comes back from the system's cache.
    private static void LeaveTheProgramsFile()
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            // start-end rights offset device inode path
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields is [var range, "r--s", _, _, _, var path] && path == Environment.ProcessPath)
            {
                var ends = range.Split('-').Select(end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
                // Advice only: where it is refused the pages stay, and nothing else changes.
                _ = Advise(ends[0], ends[1] - ends[0], DontNeed);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nint length, int advice);
}
