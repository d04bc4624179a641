using System.Net;

namespace Beffroi.Appliance.Doctor.Ports;

/// <summary>What the machine says of itself; a test gives its own.</summary>
internal interface IMachine
{
    /// <summary>The user that runs the command.</summary>
    string User { get; }

    /// <summary>The addresses of its network cards.</summary>
    IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>The free and the total bytes of the file system that holds a folder.</summary>
    (long Free, long Total) Disk(string folder);

    /// <summary>The lines of <c>/proc/meminfo</c>; empty where there is none.</summary>
    IReadOnlyList<string> Memory();

    /// <summary>Runs a program; null when the machine does not have it.</summary>
    Task<ProgramAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}

/// <summary>How a program ended and what it wrote on standard output.</summary>
internal sealed record ProgramAnswer(int Code, string Output);
