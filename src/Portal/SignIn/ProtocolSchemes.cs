using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Beffroi.Portal.SignIn;

/// <summary>
/// Lets the OpenID protocol look only at requests that may be its own: every request of the issuer's host, and the addresses of
/// signing in and out elsewhere. Asked about each page, its handlers cost more than the page's cookie.
/// </summary>
internal sealed class ProtocolSchemes(IOptions<AuthenticationOptions> options, IHttpContextAccessor accessor) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        accessor.HttpContext is { } context && !MaySpeak(context)
            ? Task.FromResult<IEnumerable<AuthenticationScheme>>([])
            : base.GetRequestHandlerSchemesAsync();

    private static bool MaySpeak(HttpContext context) =>
        context.Features.Get<SiteHost>() is not { Kind: HostKind.Commune or HostKind.Bureau or HostKind.Syndicat }
        || context.Request.Path.StartsWithSegments(SignInEndpoints.StartPath)
        || context.Request.Path.StartsWithSegments(SignInEndpoints.SignOutPath);
}
