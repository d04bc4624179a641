using System.Globalization;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>The memory that the machine can still give.</summary>
internal sealed class MemoryCheck(IMachine machine) : ICheck
{
    public string Name => "memoire";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var lines = machine.Memory();
        if (Megabytes(lines, "MemAvailable") is not { } free || Megabytes(lines, "MemTotal") is not { } total)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([new(Severity.Ok, Name, "Cette machine ne dit pas sa mémoire : point passé.")]);
        }

        var severity = free < 64 ? Severity.Fault : free < 200 ? Severity.Warning : Severity.Ok;
        return Task.FromResult<IReadOnlyList<Finding>>(
            [new(severity, Name, $"{free} Mo de mémoire disponibles sur {total} Mo.", severity == Severity.Ok ? null : "ps -eo rss,comm --sort=-rss | head")]);
    }

    private static long? Megabytes(IReadOnlyList<string> lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
        && long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value / 1024
            : null;
}
