using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Beffroi.Web;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Beffroi.Portal.Features.Site;

/// <summary>The style sheet that carries the colour of a host's commune, on every host.</summary>
internal static class ThemeEndpoint
{
    private static readonly ConcurrentDictionary<string, Sheet> s_sheets = new(StringComparer.Ordinal);

    public static void MapTheme(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/theme.css", Get);

    private static FileContentHttpResult Get(HttpContext context)
    {
        var sheet = s_sheets.GetOrAdd(CommuneTheme.Accent(context.GetSiteHost().Brand.Accent), Make);
        // The address never changes when the colour does: an hour without asking, then a question answered by 304.
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Bytes(sheet.Text, "text/css; charset=utf-8", entityTag: sheet.Tag);
    }

    private static Sheet Make(string accent)
    {
        var text = Encoding.UTF8.GetBytes(CommuneTheme.Css(accent));
        return new Sheet(text, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(text)[..8])}\""));
    }

    private sealed record Sheet(byte[] Text, EntityTagHeaderValue Tag);
}
