using Beffroi.Portal.Communes;

namespace Beffroi.Appliance.Hosting;

/// <summary>Before <c>beffroi setup</c>, answers every host with a page that says to wait; only health is served.</summary>
internal sealed class WaitingMiddleware(RequestDelegate next, CommuneDirectory directory)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // The command that sets up runs beside this process: the directory is read again, at most once in two seconds.
        if (directory.Syndicat is not null
            || context.Request.Path.StartsWithSegments("/sante")
            || (await directory.FindNewHostAsync(context.Request.Host.Value ?? "", context.RequestAborted) is not null && directory.Syndicat is not null))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = "60";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        await context.Response.WriteAsync(
            """
            <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Beffroi attend son installation</title><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"></head>
            <body data-page="installation"><h1>Beffroi attend son installation</h1>
            <p>Le service fonctionne, mais aucun syndicat n’y est encore inscrit. Sur le serveur, l’exploitant lance :</p>
            <pre><code>sudo beffroi setup</code></pre>
            <p>Rechargez ensuite cette page.</p></body></html>
            """);
    }
}
