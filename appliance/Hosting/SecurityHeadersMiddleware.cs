using Beffroi.Appliance.Configuration;
using Beffroi.Web.Hosting;

namespace Beffroi.Appliance.Hosting;

/// <summary>The headers that keep pages to themselves: nothing from another host, no inline script or style, no frame.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, ApplianceSettings settings)
{
    private const string Common =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ";

    // Browsers hold form-action against redirects too: the sign-in form ends on the host that asked for it, which may be a commune's
    // own domain, and signing out passes by the issuer.
    private readonly string _ssoPolicy = Common + (settings.Scheme == "https" ? "https:" : $"http://{settings.Base} http://*.{settings.Base}");
    private readonly string _policy = Common + $"{settings.Scheme}://sso.{settings.Base}";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Features.Get<SiteHost>() is { Kind: HostKind.Sso } ? _ssoPolicy : _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
