using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Hosting;

/// <summary>Says whether the process lives and whether it serves; no secret in it.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sante/live", () => Results.Json(new { etat = "vivant" }));
        endpoints.MapGet("/sante/ready", ReadyAsync);
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
}
