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

        context.Response.Headers.RetryAfter = "60";
        await PlainPage.WriteAsync(
            context, StatusCodes.Status503ServiceUnavailable, "installation", "Beffroi attend son installation",
            """
            <p>Le service fonctionne, mais aucun syndicat n’y est encore inscrit. Sur le serveur, l’exploitant lance :</p>
            <pre><code>sudo beffroi setup</code></pre>
            <p>Rechargez ensuite cette page.</p>
            """);
    }
}
