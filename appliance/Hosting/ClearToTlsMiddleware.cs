using Beffroi.Web.Hosting;

namespace Beffroi.Appliance.Hosting;

/// <summary>Sends what arrives in clear on port 80 to the same address in HTTPS; health is answered as it is asked.</summary>
internal sealed class ClearToTlsMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps || context.Request.Path.StartsWithSegments("/sante") || context.Features.Get<SiteHost>() is not { } site)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{site.Host}{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}";
        return Task.CompletedTask;
    }
}
