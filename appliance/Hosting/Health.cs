using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Hosting;

/// <summary>Says whether the process lives and whether it serves; no secret in it.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sante/live", () => Results.Json(new { etat = "vivant" }));
        endpoints.MapGet("/sante/ready", ReadyAsync);
        endpoints.MapGet("/sante/hote", HostAsync).WithMetadata(new OnHostAttribute(HostKind.Loopback));
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext context, PortalContexts contexts, CommuneDirectory directory, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Results.Json(new { etat = "arret" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await using var db = contexts.Open(CommuneScope.Syndicat);
            await db.Database.ExecuteSqlRawAsync("SELECT 1", context.RequestAborted);
        }
        catch (System.Data.Common.DbException)
        {
            return Results.Json(new { etat = "base de données injoignable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { etat = "pret", installe = directory.Syndicat is not null, communes = directory.All.Count });
    }

    /// <summary>Asked by the TLS proxy of this machine before it orders a certificate: is this host one of ours?</summary>
    private static async Task<IResult> HostAsync(HttpContext context, CommuneDirectory directory, string? domain)
    {
        // A visitor may write « Host: localhost » too: the address must be this machine's, and no proxy may speak for somebody else.
        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote) || context.Request.Headers.ContainsKey("X-Forwarded-For"))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrWhiteSpace(domain))
        {
            return Results.Json(new { etat = "indiquez l’hôte : /sante/hote?domain=HÔTE" }, statusCode: StatusCodes.Status400BadRequest);
        }

        if (!directory.HostNames.Contains(domain))
        {
            await directory.FindNewHostAsync(domain, context.RequestAborted);
        }

        return directory.HostNames.Contains(domain)
            ? Results.Json(new { etat = "servi" })
            : Results.Json(new { etat = "inconnu" }, statusCode: StatusCodes.Status403Forbidden);
    }
}
