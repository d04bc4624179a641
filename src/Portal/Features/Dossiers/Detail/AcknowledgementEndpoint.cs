using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Receipts;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Hands agents the acknowledgement of a dossier as a sheet to print, while it is to be given on paper.</summary>
internal static class AcknowledgementEndpoint
{
    public static void MapAcknowledgement(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/dossiers/{numero}/accuse.pdf", SendAsync)
        .WithMetadata(new OnHostAttribute(HostKind.Bureau))
        .RequireAuthorization(BureauConventions.AgentPolicy);

    private static async Task<IResult> SendAsync(
        string numero, PortalDb db, AcknowledgementPreview acknowledgement, HttpContext context, CancellationToken cancellationToken)
    {
        var agent = context.RequireAgent();
        var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken);
        if (dossier is null || !agent.MayWork(dossier.CommuneId))
        {
            return Results.NotFound();
        }

        try
        {
            if (await acknowledgement.WritePaperAsync(dossier, agent, cancellationToken) is not { } content)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "no-store";
            return Results.File(AcknowledgementPdf.Draw(content), "application/pdf", $"accuse-{dossier.Numero}.pdf");
        }
        catch (DossierRuleException refused)
        {
            return Results.Text(refused.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
