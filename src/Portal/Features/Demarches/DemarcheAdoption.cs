using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Demarches;

/// <summary>A démarche of the catalogue that the commune offers, and in which version.</summary>
public sealed class DemarcheAdoption : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The code in the catalogue.</summary>
    public required string Code { get; init; }

    /// <summary>The version that new requests use.</summary>
    public required string Version { get; set; }

    /// <summary>When it was adopted, UTC.</summary>
    public required DateTime AdoptedAt { get; init; }
}
