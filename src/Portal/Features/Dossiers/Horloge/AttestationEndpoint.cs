using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>Takes the usager's request for the attestation, from the follow-up page.</summary>
internal static class AttestationEndpoint
{
    public const string Path = FollowLinks.Dossier + "/attestation";

    public static void MapAttestation(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, AskAsync).WithMetadata(new OnHostAttribute(HostKind.Commune));

    // A form that is too old, or that has no object any more, brings back to the page: it says where the request is, and offers the button anew.
    private static async Task<IResult> AskAsync(
        HttpContext context, FollowCookie follow, PortalDb db, RequestAttestation attestation, IAntiforgery antiforgery)
    {
        if (await follow.FindAsync(context, db) is not { } dossier)
        {
            return Results.LocalRedirect(FollowLinks.Enter);
        }

        if (dossier.MayBeAttested && await antiforgery.IsRequestValidAsync(context))
        {
            try
            {
                await attestation.RunAsync(dossier.CommuneId, dossier.Id, context.GetSub(), context.RequestAborted);
            }
            catch (DossierRuleException)
            {
                // A decision came in between: the page says it.
            }
        }

        return Results.LocalRedirect(FollowLinks.Dossier);
    }
}
