namespace Beffroi.Portal.Features.Envois;

/// <summary>A file that a browser sends in parts, for one box of one form.</summary>
/// <param name="Id">Its key, in its address; the piece that it becomes has the same.</param>
/// <param name="OwnerId">The draft, or who sends on which dossier; nobody else reaches it.</param>
/// <param name="FieldId">The box.</param>
/// <param name="FileName">The name that the sender gave, not cleaned yet.</param>
/// <param name="Length">The length that was announced, in bytes.</param>
public sealed record Upload(Guid Id, Guid OwnerId, string FieldId, string FileName, long Length);

/// <summary>What became of a part.</summary>
public enum PartOutcome
{
    /// <summary>It is on disk.</summary>
    Kept,

    /// <summary>It does not begin where the file ends.</summary>
    WrongOffset,

    /// <summary>It goes beyond the length that was announced; nothing of it is kept.</summary>
    TooLong,

    /// <summary>It is not what its checksum says; nothing of it is kept.</summary>
    WrongChecksum,

    /// <summary>Another part of the same file is being written.</summary>
    Busy,
}

/// <summary>The disk is full or refuses: what came before is kept, and the sender tries again later.</summary>
public sealed class UploadStorageException(IOException fault) : Exception("The part cannot be written.", fault);
