using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Web.Hosting;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// Resolves the host of each request before anything else: a commune, the syndicate, the bureau, the issuer, or the machine itself.
/// Any other host gets a plain 421 and never somebody's content.
/// </summary>
internal sealed class HostsMiddleware(RequestDelegate next, CommuneDirectory directory)
{
    private static readonly SiteHost s_loopback = new(HostKind.Loopback, "localhost", new Brand("Beffroi", "", "", "#1d4f76", "/theme.css"));

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Value;
        var site = string.IsNullOrEmpty(host) ? null : directory.FindHost(host);
        return site is null ? UnknownAsync(context, host) : ServeAsync(context, site);
    }

    private Task ServeAsync(HttpContext context, SiteHost site)
    {
        if (site.RedirectTo is { } target)
        {
            context.Response.Redirect($"{context.Request.Scheme}://{target}{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}", permanent: true);
            return Task.CompletedTask;
        }

        context.Features.Set(site);
        return next(context);
    }

    private async Task UnknownAsync(HttpContext context, string? host)
    {
        var site = IsLoopback(context.Request.Host.Host) ? s_loopback
            : string.IsNullOrEmpty(host) ? null
            : await directory.FindNewHostAsync(host, context.RequestAborted);
        await (site is null ? MisdirectedAsync(context) : ServeAsync(context, site));
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task MisdirectedAsync(HttpContext context) => PlainPage.WriteAsync(
        context, StatusCodes.Status421MisdirectedRequest, "hote-inconnu", "Aucun site n’est servi à cette adresse",
        "<p>Vérifiez l’adresse saisie. Si elle vient d’un lien, prévenez la mairie qui l’a publié.</p>");
}
