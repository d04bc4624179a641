using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>Who gave a file.</summary>
public enum PieceOrigin
{
    /// <summary>The usager.</summary>
    Usager,

    /// <summary>The town hall, for the usager.</summary>
    Commune,

    /// <summary>Somebody outside of whom the town hall asked an opinion.</summary>
    Tiers,
}

/// <summary>A file of a draft or of a dossier, kept by content.</summary>
public sealed class Piece : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The draft that it was added to, while the request is not filed.</summary>
    public Guid? DraftId { get; set; }

    /// <summary>The dossier, once filed.</summary>
    public Guid? DossierId { get; set; }

    /// <summary>The message that brought it, when one did.</summary>
    public Guid? MessageId { get; set; }

    /// <summary>The field of the form that asked for it, or null.</summary>
    public string? FieldId { get; init; }

    /// <summary>The name that the sender gave, cleaned.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type, as found in the bytes and not as said by the sender.</summary>
    public required string MediaType { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the bytes in lower-case hexadecimal: the name under which they are kept.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who gave it.</summary>
    public required PieceOrigin Origin { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTime AddedAt { get; init; }

    /// <summary>When the scanner of the syndicate looked at it, UTC; null while that waits, or when there is none.</summary>
    public DateTime? ScannedAt { get; set; }

    /// <summary>What the scanner found in it, after which the file was taken away; null for nothing.</summary>
    public string? Threat { get; set; }
}
