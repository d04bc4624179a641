using System.Diagnostics;
using System.Globalization;

namespace Beffroi.Appliance.Backups;

/// <summary>Tells how far a long work is: bytes done, of how many, and the rest of the time.</summary>
/// <param name="say">Takes a line, or null when nobody listens.</param>
/// <param name="step">The least time between two lines.</param>
public sealed class BackupProgress(Action<string>? say, TimeSpan step)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private TimeSpan _next;
    private TimeSpan _begun;
    private string _what = "";
    private long _total;
    private long _done;

    /// <summary>For work that nobody watches.</summary>
    public static BackupProgress Silent => new(null, TimeSpan.FromDays(1));

    /// <summary>Begins a part of the work.</summary>
    public void Begin(string what, long total)
    {
        lock (_lock)
        {
            (_what, _total, _done, _begun, _next) = (what, total, 0, _clock.Elapsed, _clock.Elapsed + step);
        }

        say?.Invoke(total > 0 ? $"{what} : {Size(total)}" : what);
    }

    /// <summary>Adds bytes that are done.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _done += bytes;
            if (say is null || _clock.Elapsed < _next)
            {
                return;
            }

            _next = _clock.Elapsed + step;
            var rest = (_clock.Elapsed - _begun) * ((double)Math.Max(0, _total - _done) / _done);
            say($"{_what} : {Size(_done)} sur {Size(_total)}, encore {Time(rest)}");
        }
    }

    /// <summary>A number of bytes in French units.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes}\u00a0octets",
        < 1_000_000 => $"{Number(bytes / 1e3)}\u00a0ko",
        < 1_000_000_000 => $"{Number(bytes / 1e6)}\u00a0Mo",
        _ => $"{Number(bytes / 1e9)}\u00a0Go",
    };

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.GetCultureInfo("fr-FR"));

    private static string Time(TimeSpan rest) => rest.TotalMinutes < 1 ? $"{Math.Ceiling(rest.TotalSeconds):0}\u00a0s" : $"{Math.Ceiling(rest.TotalMinutes):0}\u00a0min";
}
