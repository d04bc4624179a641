namespace Beffroi.Appliance.Hosting;

/// <summary>The headers that keep pages to themselves: nothing from another host, no inline script or style, no frame.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, string issuer)
{
    private readonly string _policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + issuer;

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
