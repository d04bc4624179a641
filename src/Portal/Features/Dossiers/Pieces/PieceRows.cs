namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>Makes the row of a stored file.</summary>
internal static class PieceRows
{
    public static Piece Of(StoredFile file, DossierContext context, PieceOrigin origin, Guid? messageId = null) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
        CommuneId = context.Dossier.CommuneId,
        DossierId = context.Dossier.Id,
        MessageId = messageId,
        FileName = file.FileName,
        MediaType = file.MediaType,
        Length = file.Length,
        Sha256 = file.Sha256,
        Origin = origin,
        AddedAt = context.Now,
        ScannedAt = file.ScannedAt,
    };
}
