using Microsoft.AspNetCore.Http;

namespace Beffroi.Web.Hosting;

/// <summary>Reads the resolved host of a request.</summary>
public static class SiteHostExtensions
{
    /// <summary>The host that the request was addressed to.</summary>
    /// <exception cref="InvalidOperationException">The request did not pass the host middleware.</exception>
    public static SiteHost GetSiteHost(this HttpContext context) =>
        context.Features.Get<SiteHost>() ?? throw new InvalidOperationException("The host of this request was not resolved.");
}
