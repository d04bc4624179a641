using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Hands the files of a dossier to agents.</summary>
internal static class PieceEndpoint
{
    public static void MapDossierPieces(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/dossiers/{numero}/pieces/{id:guid}", SendAsync)
        .WithMetadata(new OnHostAttribute(HostKind.Bureau))
        .RequireAuthorization(BureauConventions.AgentPolicy);

    private static async Task<IResult> SendAsync(
        string numero, Guid id, PortalDb db, FileStore files, HttpContext context, CancellationToken cancellationToken)
    {
        var piece = await db.Pieces
            .Where(row => row.Id == id && row.Threat == null && db.Dossiers.Any(dossier => dossier.Id == row.DossierId && dossier.Numero == numero))
            .FirstOrDefaultAsync(cancellationToken);
        return piece is null ? Results.NotFound() : PieceDownload.Of(piece, files, context);
    }
}
