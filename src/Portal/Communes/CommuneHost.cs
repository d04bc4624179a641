namespace Beffroi.Portal.Communes;

/// <summary>A domain of the commune's own, which serves its site or redirects to it.</summary>
public sealed class CommuneHost
{
    /// <summary>The host name in lower case, without port.</summary>
    public required string Host { get; init; }

    /// <summary>The commune that answers there.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>Whether the host only redirects to the commune's main address.</summary>
    public bool Redirects { get; set; }
}
