using Beffroi.Identity.Ports;
using Beffroi.Web;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Identity.Features.Origin;

/// <summary>The colours of the commune that the person comes from, served by the issuer itself: its pages load nothing from elsewhere.</summary>
internal static class ColoursEndpoint
{
    public static void MapColours(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/couleurs.css", Serve).WithMetadata(new OnHostAttribute(HostKind.Sso));

    private static IResult Serve(string? hote, HttpContext context, IRelyingHosts hosts)
    {
        var brand = (hote is null ? null : hosts.Find(hote)?.Brand) ?? context.GetSiteHost().Brand;
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(CommuneTheme.Css(brand.Accent), "text/css");
    }
}
