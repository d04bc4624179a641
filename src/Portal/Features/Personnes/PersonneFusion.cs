using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>One merge of two records: who did it and when, and who undid it. Lines are added, never changed but for their undoing.</summary>
public sealed class PersonneFusion : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The record that was merged.</summary>
    public required Guid PersonneId { get; init; }

    /// <summary>The record with which it is shown since.</summary>
    public required Guid IntoId { get; init; }

    /// <summary>The name of the merged record at the time.</summary>
    public required string Nom { get; init; }

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

    /// <summary>The merge is undone.</summary>
    public void Undo(string agentNom, DateTime now) => (UndoneAt, UndoneByNom) = (now, agentNom);
}
