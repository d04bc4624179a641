using System.Security.Claims;
using Beffroi.Identity.Accounts;
using Beffroi.Identity.Features.Consent;
using Beffroi.Identity.Features.Origin;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Issuer;

/// <summary>The parts of the OpenID protocol that need to know who is signed in.</summary>
internal static class OauthEndpoints
{
    /// <summary>The name of the answer to the question of consent, in the address that comes back to the issuer.</summary>
    public const string Decision = "decision";

    public static void MapOauth(this IEndpointRouteBuilder endpoints)
    {
        var sso = new OnHostAttribute(HostKind.Sso);
        endpoints.MapMethods("/oauth/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeAsync).WithMetadata(sso).DisableAntiforgery();
        endpoints.MapPost("/oauth/token", ExchangeAsync).WithMetadata(sso).DisableAntiforgery();
        endpoints.MapMethods("/oauth/userinfo", [HttpMethods.Get, HttpMethods.Post], UserInfoAsync).WithMetadata(sso).DisableAntiforgery();
        endpoints.MapMethods("/oauth/logout", [HttpMethods.Get, HttpMethods.Post], EndSessionAsync).WithMetadata(sso).DisableAntiforgery();
    }

    private static async Task<IResult> AuthorizeAsync(
        HttpContext context, UserManager<Account> accounts, Provenance provenance, Consents consents, ConsentTickets tickets)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var account = session.Succeeded ? await accounts.GetUserAsync(session.Principal) : null;

        if (account is null || request.HasPromptValue(PromptValues.Login))
        {
            if (request.HasPromptValue(PromptValues.None))
            {
                return Refuse(Errors.LoginRequired, "L’utilisateur n’est pas connecté.");
            }

            // The prompt is dropped from the address to come back to, otherwise the sign-in would be asked for without end.
            provenance.Remember(request.RedirectUri);
            return Results.LocalRedirect(provenance.Link("/connexion", Again(context, Parameters.Prompt)));
        }

        var consent = await consents.JudgeAsync(request, account, context.Request.Query[Decision], context.RequestAborted);
        switch (consent.State)
        {
            case ConsentState.Refused:
                return Refuse(Errors.AccessDenied, "L’utilisateur a refusé.");
            case ConsentState.Missing when request.HasPromptValue(PromptValues.None):
                return Refuse(Errors.ConsentRequired, "L’utilisateur n’a pas encore donné son accord.");
            case ConsentState.Missing:
                var question = tickets.Write(new ConsentRequest(account.Id, request.ClientId!, request.GetScopes(), new Uri(request.RedirectUri!).Authority));
                return Results.LocalRedirect(QueryHelpers.AddQueryString(provenance.Link("/autoriser", Again(context, Decision)), "demande", question));
        }

        var principal = Principal(account, request.GetScopes());
        if (consent.AuthorizationId is { } authorization)
        {
            principal.SetAuthorizationId(authorization);
        }

        return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // The address of this request, to come back to, without one of its parameters.
    private static string Again(HttpContext context, string without)
    {
        var parameters = context.Request.HasFormContentType ? context.Request.Form.Where(pair => pair.Key != without) : context.Request.Query.Where(pair => pair.Key != without);
        return context.Request.Path + QueryString.Create(parameters);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext context, UserManager<Account> accounts)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
            identity.SetClaim(Claims.Subject, request.ClientId!);
            identity.SetScopes(request.GetScopes());
            return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        if (request.IsRefreshTokenGrantType())
        {
            // The account may have changed or gone since the token was given.
            var account = await accounts.FindByIdAsync(granted.GetClaim(Claims.Subject)!);
            if (account is null || granted.GetCreationDate()?.UtcDateTime < account.SessionsValidFrom)
            {
                return Refuse(Errors.InvalidGrant, "La session est terminée.");
            }

            return Results.SignIn(Principal(account, granted.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        return Results.SignIn(granted, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> UserInfoAsync(HttpContext context, UserManager<Account> accounts)
    {
        var token = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var account = token is null ? null : await accounts.FindByIdAsync(token.GetClaim(Claims.Subject)!);
        if (account is null)
        {
            return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { [Claims.Subject] = account.Id.ToString() };
        if (token!.HasScope(Scopes.Profile))
        {
            claims[Claims.Name] = account.Nom;
        }

        if (token!.HasScope(Scopes.Email))
        {
            claims[Claims.Email] = account.Email!;
            claims[Claims.EmailVerified] = account.EmailConfirmed;
        }

        return Results.Ok(claims);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, SignInManager<Account> signIn)
    {
        await signIn.SignOutAsync();
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/deconnexion" },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static ClaimsPrincipal Principal(Account account, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString());
        identity.SetClaim(Claims.Name, account.Nom);
        identity.SetClaim(Claims.Email, account.Email);
        identity.SetClaim(Claims.EmailVerified, account.EmailConfirmed);
        identity.SetScopes(scopes);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Name when identity.HasScope(Scopes.Profile) => [Destinations.IdentityToken],
            Claims.Email or Claims.EmailVerified when identity.HasScope(Scopes.Email) => [Destinations.IdentityToken],
            Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
