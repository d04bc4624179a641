using System.Globalization;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>The room left for data and logs, and when it will be gone at the pace of the last thirty days.</summary>
/// <remarks>Each run leaves a line in <c>doctor-espace.csv</c> of the data directory: time (UTC), free bytes.</remarks>
internal sealed class DiskCheck(ApplianceSettings settings, IMachine machine, TimeProvider time) : ICheck
{
    /// <summary>Where the free room is noted.</summary>
    public const string HistoryFile = "doctor-espace.csv";

    private const long Megabyte = 1_000_000;
    private const int LinesKept = 500;
    private static readonly TimeSpan s_window = TimeSpan.FromDays(30);

    public string Name => "disque";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var folder in new[] { settings.Data, settings.Logs }.Where(Directory.Exists))
        {
            var (free, total) = machine.Disk(folder);
            var severity = free < 200 * Megabyte ? Severity.Fault : free < 1000 * Megabyte || free < total / 20 ? Severity.Warning : Severity.Ok;
            findings.Add(new(severity, Name, $"{Size(free)} libres sur {Size(total)} pour {folder}.", severity == Severity.Ok ? null : $"du -xh --max-depth=2 {folder} | sort -h | tail"));
        }

        if (Directory.Exists(settings.Data))
        {
            findings.Add(await ForecastAsync(machine.Disk(settings.Data).Free, cancellationToken));
        }

        return findings.Count > 0 ? findings : [new(Severity.Warning, Name, $"Le dossier {settings.Data} n’existe pas encore.")];
    }

    private async Task<Finding> ForecastAsync(long free, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var history = await ReadAsync(cancellationToken);
        await NoteAsync(history, new Measure(now, free), cancellationToken);
        var first = history.Find(measure => measure.At >= now - s_window && measure.At <= now);
        if (first is null || now - first.At < TimeSpan.FromDays(1))
        {
            return new(Severity.Ok, Name, "Pas encore de prévision : il faut deux passages à un jour d’écart au moins.");
        }

        var perDay = (first.Free - free) / (now - first.At).TotalDays;
        if (perDay <= 0)
        {
            return new(Severity.Ok, Name, $"La place libre ne diminue pas depuis le {first.At:dd/MM/yyyy}.");
        }

        var days = Math.Min(free / perDay, 36_500);
        var severity = days < 5 ? Severity.Fault : days < 30 ? Severity.Warning : Severity.Ok;
        return new(
            severity,
            Name,
            $"Au rythme actuel ({Size((long)perDay)} par jour), le disque sera plein dans {days:0} jour(s).",
            severity == Severity.Ok ? null : $"du -xh --max-depth=2 {settings.Data} | sort -h | tail");
    }

    private async Task<List<Measure>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(settings.Data, HistoryFile), cancellationToken);
            return [.. lines.TakeLast(LinesKept).Select(Measure.Read).OfType<Measure>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private async Task NoteAsync(List<Measure> history, Measure measure, CancellationToken cancellationToken)
    {
        var last = history.Count == 0 ? null : history[^1];
        if (last is not null && measure.At > last.At && measure.At - last.At < TimeSpan.FromHours(1))
        {
            return;
        }

        try
        {
            // Root must not leave a file that the service could no longer write.
            var path = Path.Combine(settings.Data, HistoryFile);
            var owner = await machine.RunAsync("stat", ["-c", "%U", settings.Data], cancellationToken);
            if (owner is { Code: 0 } && owner.Output.Trim() == machine.User)
            {
                await File.WriteAllLinesAsync(path, history.Append(measure).TakeLast(LinesKept).Select(line => line.ToString()), cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk has its own finding: without a note there is only no forecast.
        }
    }

    private static string Size(long bytes) => bytes >= 1000 * Megabyte
        ? $"{(bytes / (1000.0 * Megabyte)).ToString("0.0", CultureInfo.GetCultureInfo("fr-FR"))} Go"
        : $"{bytes / Megabyte} Mo";

    private sealed record Measure(DateTime At, long Free)
    {
        public static Measure? Read(string line) =>
            line.Split(';') is [var at, var free]
            && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var when)
            && long.TryParse(free, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                ? new Measure(when, bytes)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:ssZ};{Free}");
    }
}
