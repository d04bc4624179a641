using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Presence;

/// <summary>Tells the page of a dossier, while it is open, who else has it open and whether it changed.</summary>
internal static class PresenceEndpoint
{
    public static void MapPresence(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/dossiers/{numero}/presence", ReadAsync)
        .WithMetadata(new OnHostAttribute(HostKind.Bureau))
        .RequireAuthorization(BureauConventions.AgentPolicy);

    private static async Task<IResult> ReadAsync(string numero, PortalDb db, PresenceBoard board, HttpContext context, CancellationToken cancellationToken)
    {
        var agent = context.RequireAgent();
        var dossier = numero.Length > 16
            ? null
            : await db.Dossiers.Where(row => row.Numero == numero).Select(row => new { row.Id, row.Version }).FirstOrDefaultAsync(cancellationToken);
        if (dossier is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { autres = Words(board.See(dossier.Id, agent.Sub, agent.Nom)), version = dossier.Version });
    }

    /// <summary>Who else has the dossier open, in one sentence; null for nobody.</summary>
    public static string? Words(IReadOnlyList<string> others) => others.Count == 0
        ? null
        : $"{French.List(others)} {French.Plural(others.Count, "a", "ont")} aussi ce dossier ouvert. Mettez-vous d’accord avant d’écrire.";
}
