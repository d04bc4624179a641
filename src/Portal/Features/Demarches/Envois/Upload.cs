namespace Beffroi.Portal.Features.Demarches.Envois;

/// <summary>A file that a browser sends in parts, for one question of one draft.</summary>
/// <param name="Id">Its key, in its address.</param>
/// <param name="DraftId">The draft; nobody else reaches it.</param>
/// <param name="FieldId">The question.</param>
/// <param name="FileName">The name that the sender gave, not cleaned yet.</param>
/// <param name="Length">The length that was announced, in bytes.</param>
public sealed record Upload(Guid Id, Guid DraftId, string FieldId, string FileName, long Length);

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
