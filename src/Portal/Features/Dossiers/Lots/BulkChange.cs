using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Lots;

/// <summary>What a change to several dossiers at once is about.</summary>
public enum BulkKind
{
    /// <summary>The agent in charge.</summary>
    Agent,

    /// <summary>The priority.</summary>
    Priorite,

    /// <summary>The service.</summary>
    Service,
}

/// <summary>The part of a change to several dossiers that is one dossier's: what was there before and what came, so that it can be undone.</summary>
public sealed class BulkChange : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The change of which this is a part.</summary>
    public required Guid LotId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The agent who made it, who may undo it.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>What it is about.</summary>
    public required BulkKind Kind { get; init; }

    /// <summary>The key or the name of what was there before; null for none.</summary>
    public required string? Before { get; init; }

    /// <summary>The key or the name of what came.</summary>
    public required string After { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>When it was undone, UTC.</summary>
    public DateTime? UndoneAt { get; set; }
}
