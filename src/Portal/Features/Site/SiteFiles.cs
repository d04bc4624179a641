using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>The files that search engines read: <c>/robots.txt</c> on every host, <c>/sitemap.xml</c> on public ones.</summary>
internal static class SiteFiles
{
    // The protocol of sitemaps.org allows 50 000 addresses in a file; news beyond these are found through their list.
    private const int NewsListed = 5000;

    private static readonly XNamespace s_sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly OutputCacheAttribute s_kept = new() { PolicyName = PublicCachePolicy.Name };
    private static readonly string[] s_private = ["/suivi", "/compte", "/connexion", "/recherche"];

    public static void MapSiteFiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/robots.txt", Robots);
        endpoints.MapGet("/sitemap.xml", CommuneAsync).WithMetadata(new OnHostAttribute(HostKind.Commune)).WithMetadata(s_kept);
        endpoints.MapGet("/sitemap.xml", Syndicat).WithMetadata(new OnHostAttribute(HostKind.Syndicat)).WithMetadata(s_kept);
    }

    private static IResult Robots(HttpContext context, PortalSettings settings)
    {
        var site = context.GetSiteHost();
        context.Response.Headers.CacheControl = "public, max-age=3600";
        if (site.Kind is not (HostKind.Commune or HostKind.Syndicat))
        {
            return Results.Text("User-agent: *\nDisallow: /\n");
        }

        var closed = string.Concat(s_private.Select(path => $"Disallow: {path}\n"));
        return Results.Text($"User-agent: *\n{closed}Sitemap: {settings.Scheme}://{site.Host}/sitemap.xml\n");
    }

    private static async Task<IResult> CommuneAsync(
        HttpContext context, PortalDb db, OfferedDemarches offered, PortalSettings settings, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var demarches = await offered.AllAsync(context.RequestAborted);
        var news = await db.News.Where(item => item.PublishedAt <= now).OrderByDescending(item => item.PublishedAt)
            .Take(NewsListed).Select(item => new { item.Slug, item.PublishedAt }).ToListAsync(context.RequestAborted);
        var root = $"{settings.Scheme}://{context.GetSiteHost().Host}";
        var urls = SitePages.All.Where(page => !s_private.Contains(page.Path)).Select(page => Url(root + page.Path))
            .Concat(demarches.Select(demarche => Url($"{root}/demarches/{demarche.Code}")));
        if (news.Count > 0)
        {
            urls = urls.Append(Url(root + "/actualites")).Concat(news.Select(item => Url($"{root}/actualites/{item.Slug}", item.PublishedAt)));
        }

        return Xml(urls);
    }

    private static IResult Syndicat(HttpContext context, CommuneDirectory directory, PortalSettings settings)
    {
        var root = $"{settings.Scheme}://{context.GetSiteHost().Host}";
        return directory.Syndicat is null
            ? Results.NotFound()
            : Xml(((string[])["/", "/mentions-legales", "/accessibilite"]).Select(path => Url(root + path)));
    }

    private static XElement Url(string address, DateTime? changed = null) => new(
        s_sitemap + "url",
        new XElement(s_sitemap + "loc", address),
        changed is { } utc ? new XElement(s_sitemap + "lastmod", utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null);

    private static IResult Xml(IEnumerable<XElement> urls) => Results.Text(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + new XElement(s_sitemap + "urlset", urls), "application/xml", Encoding.UTF8);
}
