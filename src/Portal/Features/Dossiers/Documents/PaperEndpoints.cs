using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Hands papers over: to the usager who follows the dossier, and what is to be brought to the agents who may work on it.</summary>
internal static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder endpoints)
    {
        var commune = new OnHostAttribute(HostKind.Commune);
        endpoints.MapGet("/suivi/dossier/documents/{id:guid}", SendGivenAsync).WithMetadata(commune);
        endpoints.MapGet("/suivi/dossier/a-apporter/{template}", SendToBringAsync).WithMetadata(commune);
        endpoints.MapGet("/dossiers/{numero}/documents/a-apporter/{template}", SendToAgentAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Bureau))
            .RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> SendGivenAsync(Guid id, HttpContext context, FollowCookie follow, PortalDb db, UsagerPapers papers, FileStore store) =>
        await follow.FindAsync(context, db) is { } dossier && await papers.FindFileAsync(dossier.Id, id, context.RequestAborted) is { } piece
            ? PieceDownload.Of(piece, store, context)
            : Results.NotFound();

    private static async Task<IResult> SendToBringAsync(string template, HttpContext context, FollowCookie follow, PortalDb db, WritePaper write) =>
        await follow.FindAsync(context, db) is { } dossier
            ? await PreparationAsync(context, db, dossier, template, write)
            : Results.NotFound();

    private static async Task<IResult> SendToAgentAsync(string numero, string template, HttpContext context, PortalDb db, WritePaper write) =>
        await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == numero, context.RequestAborted) is { } dossier && context.RequireAgent().MayWork(dossier.CommuneId)
            ? await PreparationAsync(context, db, dossier, template, write)
            : Results.NotFound();

    private static async Task<IResult> PreparationAsync(HttpContext context, PortalDb db, Dossier dossier, string template, WritePaper write)
    {
        if (write.FindTemplate(dossier, template) is not { Kind: DocumentKind.Preparation } found)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        try
        {
            var content = await write.RunAsync(db, dossier, found, PaperTyped.Nothing, context.RequestAborted);
            return Results.File(PaperPdf.Draw(content, null).Bytes, "application/pdf", PaperWords.FileNameOf(found.Title, dossier.Numero));
        }
        catch (MissingPlacesException refused)
        {
            return Results.Text(refused.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
