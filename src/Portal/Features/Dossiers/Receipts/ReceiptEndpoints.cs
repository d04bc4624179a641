using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>The receipt as a PDF, for the browser that sent the request or follows it.</summary>
internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder endpoints)
    {
        var hosts = new OnHostAttribute(HostKind.Commune);
        endpoints.MapGet("/demarches/{slug}/demande/recu.pdf", OfDraftAsync).WithMetadata(hosts);
        endpoints.MapGet(FollowLinks.ReceiptPdf, OfFollowUpAsync).WithMetadata(hosts);
    }

    private static async Task<IResult> OfDraftAsync(string slug, HttpContext context, Journeys journeys, PortalDb db, DossierReceipts receipts) =>
        await ReceiptModel.FindAsync(context, journeys, db, slug) is { } dossier ? Pdf(context, receipts.Of(dossier)) : Results.NotFound();

    private static async Task<IResult> OfFollowUpAsync(HttpContext context, FollowCookie follow, PortalDb db, DossierReceipts receipts) =>
        await follow.FindAsync(context, db) is { } dossier
            ? Pdf(context, receipts.Of(dossier))
            : Results.NotFound();

    private static IResult Pdf(HttpContext context, ReceiptContent content)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        return Results.File(ReceiptPdf.Draw(content), "application/pdf", $"recu-{content.Numero}.pdf");
    }
}
