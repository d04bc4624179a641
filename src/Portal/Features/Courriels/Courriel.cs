using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Courriels;

/// <summary>Where an outgoing mail stands.</summary>
public enum CourrielState
{
    /// <summary>To be sent.</summary>
    EnAttente,

    /// <summary>Being handed to the server.</summary>
    EnCours,

    /// <summary>Accepted by the server.</summary>
    Envoye,

    /// <summary>Refused for good, or too often; an operator decides.</summary>
    Echec,

    /// <summary>The appliance stopped while handing it over: sent or not, an operator decides, so that it never goes twice by itself.</summary>
    Incertain,
}

/// <summary>An outgoing mail, written in the same transaction as what it tells.</summary>
public sealed class Courriel : ICommuneOwned
{
    /// <summary>The key, also the local part of the Message-ID.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier that it is about.</summary>
    public Guid? DossierId { get; init; }

    /// <summary>Its kind, such as <c>accuse-enregistrement</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string Destinataire { get; init; }

    /// <summary>The subject.</summary>
    public required string Objet { get; init; }

    /// <summary>The plain text.</summary>
    public required string Texte { get; init; }

    /// <summary>The same as HTML.</summary>
    public required string Html { get; init; }

    /// <summary>The file that goes with it, a PDF.</summary>
    public byte[]? Attachment { get; init; }

    /// <summary>The name of the file.</summary>
    public string? AttachmentName { get; init; }

    /// <summary>The name shown as sender.</summary>
    public required string ExpediteurNom { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public CourrielState State { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>When to try next, UTC; while it is being sent, when its claim runs out.</summary>
    public required DateTime NextAttemptAt { get; set; }

    /// <summary>When the server accepted it, UTC.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>What the last try said, without personal data.</summary>
    public string? LastError { get; set; }
}
