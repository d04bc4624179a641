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
        _ = TrimAllocator(0);
        LeaveTheProgramsFile();
    }

    // The program's file as it is on the disk: the descriptions of types, read once while types are made, and code compiled ahead, most of which only
    // starting runs. What is needed again comes back from the system's cache. A range that somebody writes, or has written, is never touched.
    private static void LeaveTheProgramsFile()
    {
        (nint Start, nint End)? range = null;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            // start-end rights offset device inode path, then « Name:   value kB » lines of that range, of which VmFlags is the last.
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (!fields[0].EndsWith(':'))
            {
                range = fields is [var ends, ['r', '-', ..], _, _, _, var path] && path == Environment.ProcessPath ? RangeOf(ends) : null;
            }
            else if (fields is ["Private_Dirty:" or "Shared_Dirty:" or "Anonymous:", not "0", ..])
            {
                range = null;
            }
            else if (range is { } clean && fields[0] == "VmFlags:")
            {
                // Advice only: where it is refused the pages stay, and nothing else changes.
                _ = Advise(clean.Start, clean.End - clean.Start, DontNeed);
            }
        }
    }

    private static (nint Start, nint End) RangeOf(string ends)
    {
        var dash = ends.IndexOf('-', StringComparison.Ordinal);
        return (Parse(ends.AsSpan(0, dash)), Parse(ends.AsSpan(dash + 1)));
    }

    private static nint Parse(ReadOnlySpan<char> end) => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // What the compiler and SQLite took and freed stays with the allocator until it is told.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimAllocator(nint keep);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nint length, int advice);
}
