using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

/// <summary>One dossier that was joined to another: who did it and when, and who undid it. Lines are added, never changed but for their undoing.</summary>
public sealed class DossierFusion : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier that was joined.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The dossier that it is treated with.</summary>
    public required Guid IntoId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Who.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>Their name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>When it was undone, UTC.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneByNom { get; private set; }

    /// <summary>The two are separate again.</summary>
    public void Undo(string agentNom, DateTime now) => (UndoneAt, UndoneByNom) = (now, agentNom);
}

/// <summary>One request that was made two: the new dossier, the one that it came of, and who undid it.</summary>
public sealed class DossierScission : ICommuneOwned
{
    /// <summary>The new dossier, which is the key.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier that it came of.</summary>
    public required Guid OrigineId { get; init; }

    /// <summary>The version of the new dossier: while it stands there, nobody has worked on it.</summary>
    public required int Version { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Who.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>Their name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>When it was undone, UTC.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Who undid it.</summary>
    public string? UndoneByNom { get; private set; }

    /// <summary>The two are one again.</summary>
    public void Undo(string agentNom, DateTime now) => (UndoneAt, UndoneByNom) = (now, agentNom);
}
