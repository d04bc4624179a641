using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>What a task asks for.</summary>
public enum TacheKind
{
    /// <summary>Call back a usager who is not satisfied.</summary>
    RappelerUsager,

    /// <summary>Tell a person without address, by letter or by phone, that a request was made in their name.</summary>
    PrevenirPersonne,

    /// <summary>Establish the attestation of an implied acceptance, which the usager asked for (CRPA L232-3).</summary>
    EtablirAttestation,

    /// <summary>Tell a usager without address that the request was sent on to another administration (CRPA L114-2).</summary>
    PrevenirTransmission,

    /// <summary>See to a legal date that comes near; ends by itself once the date is held or moved.</summary>
    EcheanceProche,

    /// <summary>What an agent who treats the dossier asks of a colleague or a service, in own words.</summary>
    SousTache,
}

/// <summary>Something that an agent has to do about a dossier, even an ended one; done once, with a note.</summary>
public sealed class Tache : ICommuneOwned
{
    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 1_000;

    /// <summary>The longest text of what an agent asks for, in characters.</summary>
    public const int MaxText = 1_000;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>What is to be done.</summary>
    public required TacheKind Kind { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>What an agent asks for in own words; null for the other kinds.</summary>
    public string? Texte { get; init; }

    /// <summary>The agent who asks for it.</summary>
    public Guid? AskedById { get; init; }

    /// <summary>The name of the agent who asks for it.</summary>
    public string? AskedByNom { get; init; }

    /// <summary>The agent it is given to; null when it is given to a service, or follows the dossier.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The service it is given to; null when it is given to an agent, or follows the dossier.</summary>
    public Guid? ServiceId { get; init; }

    /// <summary>To whom it is given, as shown.</summary>
    public string? PourNom { get; init; }

    /// <summary>The day for which it is to be done, in legal time.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>When it was done, UTC; null while it is open.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>The agent who did it.</summary>
    public Guid? DoneById { get; private set; }

    /// <summary>The agent's name as shown.</summary>
    public string? DoneByNom { get; private set; }

    /// <summary>What came of it.</summary>
    public string? Note { get; private set; }

    /// <summary>The task is done; the first one to say so stands.</summary>
    public void Do(Guid? agentId, string agentNom, string note, DateTime now)
    {
        if (DoneAt is null)
        {
            (DoneById, DoneByNom, Note, DoneAt) = (agentId, agentNom, note, now);
        }
    }

    /// <summary>It is to be done again: only what an agent asked for in own words can be.</summary>
    /// <exception cref="DossierRuleException">It is open, or of another kind.</exception>
    public void Undo()
    {
        if (DoneAt is null || Kind is not TacheKind.SousTache)
        {
            throw new DossierRuleException(DoneAt is null ? "Cette sous-tâche est déjà à faire." : "Seule une sous-tâche peut être remise à faire.");
        }

        (DoneById, DoneByNom, Note, DoneAt) = (null, null, null, null);
    }
}
