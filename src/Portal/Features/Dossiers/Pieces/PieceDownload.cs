using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>Hands a file of a dossier over; always as a download: what a stranger sent is never shown as a page of ours.</summary>
internal static class PieceDownload
{
    /// <summary>The file, kept by no cache; the caller has checked who asks.</summary>
    public static IResult Of(Piece piece, FileStore store, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(store.Open(piece.Sha256), piece.MediaType, piece.FileName);
    }
}
