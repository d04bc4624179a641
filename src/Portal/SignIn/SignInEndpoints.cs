using System.Security.Claims;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Client.AspNetCore;

namespace Beffroi.Portal.SignIn;

/// <summary>Signing in and out of a host of the portal through the issuer.</summary>
internal static class SignInEndpoints
{
    public const string StartPath = "/connexion";
    public const string ReturnPath = StartPath + "/retour";
    public const string SignOutPath = "/deconnexion";
    public const string SignedOutPath = SignOutPath + "/retour";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        var hosts = new OnHostAttribute(HostKind.Commune, HostKind.Bureau);
        endpoints.MapGet(StartPath, Start).WithMetadata(hosts);
        endpoints.MapMethods(ReturnPath, [HttpMethods.Get, HttpMethods.Post], ReturnAsync).WithMetadata(hosts).DisableAntiforgery();
        endpoints.MapPost(SignOutPath, SignOutAsync).WithMetadata(hosts);
        endpoints.MapMethods(SignedOutPath, [HttpMethods.Get, HttpMethods.Post], (Delegate)SignedOutAsync).WithMetadata(hosts).DisableAntiforgery();
    }

    private static IResult Start(string? suite, HttpContext context)
    {
        var home = context.GetSiteHost().Kind == HostKind.Bureau ? "/dossiers" : "/compte";
        return Results.Challenge(
            new AuthenticationProperties { RedirectUri = IsLocal(suite) ? suite : home },
            [OpenIddictClientAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static async Task<IResult> ReturnAsync(HttpContext context, TimeProvider time)
    {
        var result = await context.AuthenticateAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme);
        if (result.Principal is not { Identity.IsAuthenticated: true } granted
            || !Guid.TryParse(granted.FindFirstValue("sub"), out var sub))
        {
            return Results.Redirect("/connexion/echec");
        }

        var principal = PortalSession.Principal(
            sub,
            granted.FindFirstValue("name") ?? granted.FindFirstValue(ClaimTypes.Name) ?? "",
            granted.FindFirstValue("email") ?? granted.FindFirstValue(ClaimTypes.Email) ?? "",
            context.Request.Host.Value!,
            time.GetUtcNow());

        // The identity token is kept for the sign-out at the issuer, inside the encrypted cookie.
        var properties = new AuthenticationProperties { RedirectUri = result.Properties?.RedirectUri };
        properties.StoreTokens(result.Properties!.GetTokens()
            .Where(token => token.Name == OpenIddictClientAspNetCoreConstants.Tokens.BackchannelIdentityToken));
        await context.SignInAsync(PortalSession.Scheme, principal, properties);
        return Results.LocalRedirect(IsLocal(properties.RedirectUri) ? properties.RedirectUri! : "/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        var idToken = await context.GetTokenAsync(PortalSession.Scheme, OpenIddictClientAspNetCoreConstants.Tokens.BackchannelIdentityToken);
        await context.SignOutAsync(PortalSession.Scheme);
        var properties = new AuthenticationProperties { RedirectUri = "/" };
        if (idToken is not null)
        {
            properties.SetParameter(OpenIddictClientAspNetCoreConstants.Properties.IdentityTokenHint, idToken);
            properties.Items[OpenIddictClientAspNetCoreConstants.Properties.IdentityTokenHint] = idToken;
        }

        return Results.SignOut(properties, [OpenIddictClientAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static async Task<IResult> SignedOutAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme);
        return Results.LocalRedirect(IsLocal(result.Properties?.RedirectUri) ? result.Properties!.RedirectUri! : "/");
    }

    private static bool IsLocal(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl);
}
