using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>A message of the thread between the usager and the town hall, or a note that only agents see.</summary>
public sealed class DossierMessage : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The agent who wrote it, or null when the usager did.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The author's name as shown.</summary>
    public required string AuthorName { get; init; }

    /// <summary>Whether it is an internal note.</summary>
    public required bool Internal { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }
}
