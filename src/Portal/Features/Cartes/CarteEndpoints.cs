using System.Globalization;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Adresses.Find;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>
/// The map of a commune for the script that draws it: <c>/carte</c> on the commune's host, and under a dossier for agents; with <c>?zone=</c> the numbers of one zone.
/// </summary>
internal static class CarteEndpoints
{
    /// <summary>The address on a commune's host.</summary>
    public const string Path = "/carte";

    /// <summary>The address under a dossier of the bureau.</summary>
    public static string OfDossier(string numero) => $"/dossiers/{numero}/carte";

    /// <summary>The address for who reports something of a commune from the field.</summary>
    public static string OfCommune(string insee) => $"/terrain/{insee}/carte";

    public static void MapCartes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, SendAsync).WithMetadata(new OnHostAttribute(HostKind.Commune));
        endpoints.MapGet("/dossiers/{numero}/carte", SendOfDossierAsync).WithMetadata(new OnHostAttribute(HostKind.Bureau)).RequireAuthorization(BureauConventions.AgentPolicy);
        endpoints.MapGet("/terrain/{insee}/carte", SendOfCommuneAsync).WithMetadata(new OnHostAttribute(HostKind.Bureau)).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> SendAsync(string? zone, HttpContext context, PortalDb db, CarteStore store, AddressBound bound, CommuneDirectory directory)
    {
        if (bound.Wait(context) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        // Outline and addresses of a commune are public, and rarely change.
        context.Response.Headers.CacheControl = "public, max-age=600";
        return await AnswerAsync(zone, context, db, store, directory.Find(context.GetSiteHost().CommuneId));
    }

    private static async Task<IResult> SendOfDossierAsync(string numero, string? zone, HttpContext context, PortalDb db, CarteStore store, CommuneDirectory directory)
    {
        var commune = await db.Dossiers.Where(dossier => dossier.Numero == numero).Select(dossier => dossier.CommuneId).FirstOrDefaultAsync(context.RequestAborted);
        context.Response.Headers.CacheControl = "private, max-age=600";
        return await AnswerAsync(zone, context, db, store, directory.Find(commune));
    }

    private static async Task<IResult> SendOfCommuneAsync(string insee, string? zone, HttpContext context, PortalDb db, CarteStore store, CommuneDirectory directory)
    {
        var commune = directory.FindInsee(insee) is { } asked && context.RequireAgent().Communes.Contains(asked.Id) ? asked : null;
        context.Response.Headers.CacheControl = "private, max-age=600";
        return await AnswerAsync(zone, context, db, store, commune);
    }

    private static async Task<IResult> AnswerAsync(string? zone, HttpContext context, PortalDb db, CarteStore store, Commune? commune)
    {
        if (commune is null || (zone is not null && CarteZone.Read(zone) is null))
        {
            context.Response.Headers.CacheControl = "no-store";
            return commune is null ? Results.NotFound() : Results.BadRequest();
        }

        var sheet = zone is null
            ? await store.MapAsync(db, commune, context.RequestAborted)
            : await store.ZoneAsync(db, commune, CarteZone.Read(zone)!, context.RequestAborted);
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var packed = context.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "gzip" && accepted.Quality is null or > 0);
        if (packed)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        return TypedResults.Bytes(packed ? sheet.Packed : sheet.Text, "application/json", entityTag: new EntityTagHeaderValue($"\"{sheet.Tag}{(packed ? "-gz" : "")}\""));
    }
}
