using System.Net;

namespace Beffroi.Appliance.Doctor.Ports;

/// <summary>The DNS as the machine sees it; a test gives its own.</summary>
internal interface INames
{
    /// <summary>The addresses of a host; none when it does not exist.</summary>
    /// <exception cref="NamesUnavailableException">No server answers.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>The TXT records of a name; none when it does not exist.</summary>
    /// <exception cref="NamesUnavailableException">No server answers.</exception>
    Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancellationToken);
}

/// <summary>The DNS servers of the machine do not answer: nothing can be said of the names.</summary>
internal sealed class NamesUnavailableException(string message) : Exception(message);
