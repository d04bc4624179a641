using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Issuer;

/// <summary>The portal as a client of the issuer: one public application for all its hosts, with PKCE.</summary>
public static class PortalApplication
{
    /// <summary>Its client identifier.</summary>
    public const string ClientId = "beffroi-portail";

    /// <summary>The path that codes come back to, the same on every host.</summary>
    public const string ReturnPath = "/connexion/retour";

    /// <summary>The path after signing out at the issuer.</summary>
    public const string SignedOutPath = "/deconnexion/retour";

    /// <summary>Registers it where it is absent.</summary>
    internal static async Task EnsureAsync(IOpenIddictApplicationManager applications, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(ClientId, cancellationToken) is not null)
        {
            return;
        }

        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientType = ClientTypes.Public,
                ApplicationType = ApplicationTypes.Web,
                ConsentType = ConsentTypes.Implicit,
                DisplayName = "Portail",
                Permissions =
                {
                    Permissions.Endpoints.Authorization,
                    Permissions.Endpoints.PushedAuthorization,
                    Permissions.Endpoints.Token,
                    Permissions.Endpoints.EndSession,
                    Permissions.GrantTypes.AuthorizationCode,
                    Permissions.ResponseTypes.Code,
                    Permissions.Scopes.Email,
                    Permissions.Scopes.Profile,
                },
                Requirements = { Requirements.Features.ProofKeyForCodeExchange, Requirements.Features.PushedAuthorizationRequests },
            },
            cancellationToken);
    }
}
