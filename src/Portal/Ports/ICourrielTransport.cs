using Beffroi.Portal.Features.Courriels;

namespace Beffroi.Portal.Ports;

/// <summary>Hands mails to the world: a server, or a folder in development.</summary>
public interface ICourrielTransport
{
    /// <summary>Hands one mail over; returns once the other side has accepted it.</summary>
    /// <exception cref="CourrielRefusedException">The other side refused this mail for good.</exception>
    /// <exception cref="CourrielDelayedException">It certainly did not leave; later it may.</exception>
    Task SendAsync(Courriel courriel, CancellationToken cancellationToken);
}

/// <summary>The mail was refused for good; the message names no person.</summary>
public sealed class CourrielRefusedException(string message) : Exception(message);

/// <summary>The mail did not leave and may be tried again; the message names no person.</summary>
public sealed class CourrielDelayedException(string message) : Exception(message);
