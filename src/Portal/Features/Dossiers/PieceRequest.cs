using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>Pieces asked of the usager, with the delay that suspends the legal clock (CRPA L114-5).</summary>
public sealed class PieceRequest : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>What is asked, one piece a line.</summary>
    public required string Pieces { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    /// <summary>The last day to produce them.</summary>
    public required DateOnly Deadline { get; init; }

    /// <summary>When the usager produced them, UTC; null while they are awaited.</summary>
    public DateTime? ProducedAt { get; set; }
}
