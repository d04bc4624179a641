using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>The documents of a request that is followed, and the way in from the account.</summary>
internal static class FollowEndpoints
{
    public static void MapFollow(this IEndpointRouteBuilder endpoints)
    {
        var hosts = new OnHostAttribute(HostKind.Commune);
        endpoints.MapGet("/suivi/dossier/pieces/{id:guid}", DownloadAsync).WithMetadata(hosts);
        endpoints.MapGet("/compte/demandes/{id:guid}", OpenAsync).WithMetadata(hosts);
    }

    private static async Task<IResult> DownloadAsync(Guid id, HttpContext context, FollowCookie follow, PortalDb db, FollowedDossiers dossiers, FileStore store) =>
        await follow.FindAsync(context, db) is { } dossier && await dossiers.FindPieceAsync(dossier.Id, id, context.RequestAborted) is { } piece
            ? PieceDownload.Of(piece, store, context)
            : Results.NotFound();

    private static async Task<IResult> OpenAsync(Guid id, HttpContext context, FollowCookie follow, PortalDb db)
    {
        if (context.GetSub() is not { } sub)
        {
            return Results.LocalRedirect("/connexion?suite=" + FollowLinks.FromAccount(id));
        }

        if (await db.Dossiers.Where(row => row.Id == id && row.UsagerSub == sub).Select(row => row.Code).FirstOrDefaultAsync(context.RequestAborted) is not { } code)
        {
            return Results.NotFound();
        }

        follow.Keep(context, code);
        return Results.LocalRedirect(FollowLinks.Dossier);
    }
}
