using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>Makes the row of a stored file.</summary>
internal static class PieceRows
{
    /// <summary>Whether one of them is a piece already: its form was sent twice at once.</summary>
    public static async Task<bool> AreKeptAsync(IReadOnlyList<StoredFile> files, DossierContext context)
    {
        var ids = files.Select(file => file.UploadId).OfType<Guid>().ToList();
        return ids.Count > 0 && await context.Db.Pieces.AnyAsync(row => ids.Contains(row.Id), context.CancellationToken);
    }

    public static Piece Of(StoredFile file, DossierContext context, PieceOrigin origin, Guid? messageId = null) => new()
    {
        Id = file.UploadId ?? Guid.CreateVersion7(new DateTimeOffset(context.Now)),
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
