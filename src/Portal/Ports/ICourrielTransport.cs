using Beffroi.Portal.Features.Courriels;

namespace Beffroi.Portal.Ports;

/// <summary>Hands mails to the world: a server, or a folder in development.</summary>
public interface ICourrielTransport
{
    /// <summary>Hands one mail over; returns once the other side has accepted it.</summary>
    /// <exception cref="CourrielRefusedException">The other side refused this mail for good.</exception>
    /// <exception cref="CourrielDelayedException">It certainly did not leave; later it may.</exception>
    /// <exception cref="CourrielServerDownException">Nobody took it: no mail would leave now.</exception>
    Task SendAsync(Courriel courriel, CancellationToken cancellationToken);
}

/// <summary>The mail was refused for good; the message names no person.</summary>
public sealed class CourrielRefusedException(string message) : Exception(message);

/// <summary>The other side does not want this mail now and may later; the message names no person.</summary>
public sealed class CourrielDelayedException(string message) : Exception(message);

/// <summary>The other side cannot be reached: the mail has lost nothing by it, no other would fare better; the message names no person.</summary>
public sealed class CourrielServerDownException(string message) : Exception(message);
