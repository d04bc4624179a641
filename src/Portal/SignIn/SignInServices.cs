using System.Net;
using Beffroi.Portal.Ports;
using Beffroi.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Client;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Portal.SignIn;

/// <summary>Makes the portal an OpenID client of the issuer, with a session cookie of its own on each host.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services, PortalSettings settings)
    {
        services.AddAuthentication(PortalSession.Scheme).AddCookie(PortalSession.Scheme, options =>
        {
            options.Cookie.Name = "__Host-beffroi";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/connexion";
            options.ReturnUrlParameter = "suite";
            options.ExpireTimeSpan = TimeSpan.FromHours(10);
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = PortalSession.ValidateAsync;
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
                return Task.CompletedTask;
            };
        });

        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthenticationSchemeProvider, ProtocolSchemes>();

        services.AddOpenIddict().AddClient(client =>
        {
            client.AllowAuthorizationCodeFlow();
            // The state lives in an encrypted token bound to a cookie of the browser: it needs no row.
            client.DisableTokenStorage();
            client.AddSigningKey(new ECDsaSecurityKey(KeyFiles.EcdsaKey(settings.KeysFolder, "portail-signature-1")));
            client.AddEncryptionKey(new SymmetricSecurityKey(KeyFiles.SymmetricKey(settings.KeysFolder, "portail-encryption-1")));
            client.SetRedirectionEndpointUris(SignInEndpoints.ReturnPath.TrimStart('/'));
            client.SetPostLogoutRedirectionEndpointUris(SignInEndpoints.SignedOutPath.TrimStart('/'));
            client.UseSystemNetHttp();
            var web = client.UseAspNetCore()
                .EnableRedirectionEndpointPassthrough()
                .EnablePostLogoutRedirectionEndpointPassthrough();
            if (settings.Scheme == "http")
            {
                web.DisableTransportSecurityRequirement();
            }

            // The identity token already says who it is, its address included: asking the issuer once more would be one more request for nothing.
            client.AddEventHandler<OpenIddictClientEvents.ProcessAuthenticationContext>(handler => handler
                .UseInlineHandler(context =>
                {
                    context.SendUserInfoRequest = false;
                    return ValueTask.CompletedTask;
                })
                .SetOrder(OpenIddictClientHandlers.EvaluateUserInfoRequest.Descriptor.Order + 1));

            client.AddRegistration(new OpenIddictClientRegistration
            {
                RegistrationId = "sso",
                Issuer = new Uri($"{settings.Scheme}://sso.{settings.Base}/"),
                ClientId = "beffroi-portail",
                // Relative: the address of return follows the host of the request.
                RedirectUri = new Uri(SignInEndpoints.ReturnPath.TrimStart('/'), UriKind.Relative),
                PostLogoutRedirectUri = new Uri(SignInEndpoints.SignedOutPath.TrimStart('/'), UriKind.Relative),
                Scopes = { Scopes.OpenId, Scopes.Profile, Scopes.Email },
            });
        });
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, IssuerChannelFilter>();
    }

    /// <summary>Gives the client's calls to the issuer inside this process, after OpenIddict has checked its own handler.</summary>
    private sealed class IssuerChannelFilter(IIssuerChannel channel) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            if (builder.Name?.StartsWith("OpenIddict.Client.SystemNetHttp", StringComparison.Ordinal) == true)
            {
                builder.PrimaryHandler = channel.CreateHandler();
            }
        };
    }
}
