using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Hands the pieces that were chosen to those of whom an opinion is asked, while it is awaited.</summary>
internal static class ConsultationEndpoints
{
    public static void MapConsultations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/avis/{jeton}/pieces/{piece:guid}", OutsideAsync).WithMetadata(new OnHostAttribute(HostKind.Commune));
        endpoints.MapGet("/taches/avis/{consultation:guid}/pieces/{piece:guid}", InsideAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Bureau))
            .RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> OutsideAsync(
        string jeton, Guid piece, ShownConsultations consultations, CodeAttempts attempts, FileStore store, HttpContext context)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        var attempt = await attempts.TryAsync(
            context.GetSiteHost().CommuneId, context.Connection.RemoteIpAddress, () => consultations.OfTokenAsync(jeton, context.RequestAborted), context.RequestAborted);
        return attempt.Found is { } consultation && consultation.OpensOn(consultations.Today)
            && await consultations.FindPieceAsync(consultation, piece, context.RequestAborted) is { } found
            ? PieceDownload.Of(found, store, context)
            : Results.NotFound();
    }

    private static async Task<IResult> InsideAsync(Guid consultation, Guid piece, ShownConsultations consultations, FileStore store, HttpContext context) =>
        await consultations.OfAgentAsync(consultation, context.RequireAgent(), context.RequestAborted) is { IsOpen: true } asked
            && await consultations.FindPieceAsync(asked, piece, context.RequestAborted) is { } found
            ? PieceDownload.Of(found, store, context)
            : Results.NotFound();
}
