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

    /// <summary>The version before this one, to which the commune can go back.</summary>
    public string? FormerVersion { get; set; }

    /// <summary>What the commune says in its own words, JSON of <see cref="Local.LocalValues"/>.</summary>
    public string? LocalValues { get; set; }

    /// <summary>What the local values were under <see cref="FormerVersion"/>.</summary>
    public string? FormerLocalValues { get; set; }

    /// <summary>What the commune should look at since it took the version, one sentence a line.</summary>
    public string? ToLookAt { get; set; }

    /// <summary>Set when the commune chose to stay on its version: roll-outs leave it alone.</summary>
    public bool Pinned { get; set; }
}
