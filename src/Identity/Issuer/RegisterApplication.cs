using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Identity.Issuer;

/// <summary>A program that will sign people in through the issuer.</summary>
/// <param name="Name">The name that people read.</param>
/// <param name="RedirectUris">The exact addresses that codes may come back to.</param>
/// <param name="Confidential">Whether it keeps a secret.</param>
/// <param name="FirstParty">Whether it is the syndicate's own, for which no consent is asked.</param>
public sealed record ApplicationToRegister(string Name, IReadOnlyList<string> RedirectUris, bool Confidential, bool FirstParty);

/// <summary>A registered program; the secret is known at this moment only.</summary>
public sealed record RegisteredApplication(string Name, string ClientId, string? ClientSecret);

/// <summary>An application cannot be registered; the message is in French and says how to mend it.</summary>
public sealed class ApplicationRefusedException(string message, bool alreadyThere = false) : Exception(message)
{
    /// <summary>Whether one of that name is registered already.</summary>
    public bool AlreadyThere { get; } = alreadyThere;
}

/// <summary>Registers an OpenID client: authorization code with PKCE and refresh tokens, nothing else.</summary>
public sealed class RegisterApplication(IOpenIddictApplicationManager applications)
{
    /// <summary>Registers it.</summary>
    /// <exception cref="ApplicationRefusedException">The name or an address is wrong, or the name is taken.</exception>
    public async Task<RegisteredApplication> RunAsync(ApplicationToRegister application, CancellationToken cancellationToken)
    {
        var name = application.Name.Trim();
        if (name.Length is 0 or > 100 || name.Any(char.IsControl))
        {
            throw new ApplicationRefusedException("Indiquez un nom, en 100 caractères au plus.");
        }

        var descriptor = Describe(name, application);
        await foreach (var known in applications.ListAsync(cancellationToken: cancellationToken))
        {
            if (string.Equals(await applications.GetDisplayNameAsync(known, cancellationToken), name, StringComparison.OrdinalIgnoreCase))
            {
                throw new ApplicationRefusedException($"Une application s’appelle déjà « {name} ». Choisissez un autre nom.", alreadyThere: true);
            }
        }

        await applications.CreateAsync(descriptor, cancellationToken);
        return new RegisteredApplication(name, descriptor.ClientId!, descriptor.ClientSecret);
    }

    private static OpenIddictApplicationDescriptor Describe(string name, ApplicationToRegister application)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = Guid.CreateVersion7().ToString("N"),
            ClientSecret = application.Confidential ? Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32)) : null,
            ClientType = application.Confidential ? ClientTypes.Confidential : ClientTypes.Public,
            ApplicationType = ApplicationTypes.Web,
            ConsentType = application.FirstParty ? ConsentTypes.Implicit : ConsentTypes.Explicit,
            DisplayName = name,
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.PushedAuthorization,
                Permissions.Endpoints.Token,
                Permissions.Endpoints.Revocation,
                Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email,
                Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var address in application.RedirectUris)
        {
            descriptor.RedirectUris.Add(Address(address));
        }

        return descriptor;
    }

    // RFC 9700, 2.1 and 4.1: exact addresses over HTTPS; in clear only to the machine itself.
    private static Uri Address(string text) =>
        text.Length <= 500 && !text.Contains('*', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.Fragment.Length == 0 && address.UserInfo.Length == 0
            ? address
            : throw new ApplicationRefusedException(
                "Écrivez une adresse de retour exacte, en https, sans « # » ni « * », par exemple https://app.exemple.fr/retour (http pour 127.0.0.1 seulement).");
}
