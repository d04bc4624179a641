using Beffroi.Appliance.Configuration;
using Beffroi.Identity;
using Beffroi.Portal;
using Microsoft.AspNetCore.HttpOverrides;

namespace Beffroi.Appliance.Hosting;

/// <summary>
/// The way of a request. The host comes first; a cached public page is answered before sessions, scopes and databases are looked at.
/// </summary>
internal static class Pipeline
{
    public static void UsePipeline(this WebApplication app, ApplianceSettings settings, bool waits)
    {
        if (settings.Scheme == "https" && !settings.Tls.IsOn)
        {
            // TLS ends at a proxy on this machine (loopback alone is believed): the scheme and the visitor's address come from it.
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        }

        if (waits)
        {
            app.UseMiddleware<WaitingMiddleware>();
        }

        app.UseMiddleware<HostsMiddleware>();
        if (settings.Tls.IsOn)
        {
            app.UseMiddleware<ClearToTlsMiddleware>();
        }

        app.UseRouting();
        app.UseOutputCache();
        app.UseMiddleware<RequestScopeMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>(settings);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/erreur/500",
            StatusCodeSelector = error => StorageFault.Is(error) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseAuthentication();
        app.UseMiddleware<ScopeMiddleware>();
        app.UseAuthorization();

        app.MapStaticAssets();
        app.MapHealth();
        app.MapPortal();
        app.MapIdentityModule();
        app.MapRazorPages().WithStaticAssets();
    }
}
