using Beffroi.Identity.Ports;
using Beffroi.Web.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using Application = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreApplication<System.Guid>;

namespace Beffroi.Identity.Issuer;

/// <summary>
/// Accepts the return addresses of the portal on each of its hosts: hundreds of communes come and go, none needs registering. The
/// address must be exact: our scheme, a host that we serve, the one path, nothing after it.
/// </summary>
internal sealed class CommuneHostsManager(
    IRelyingHosts hosts,
    IdentitySettings settings,
    IOpenIddictApplicationCache<Application> cache,
    ILogger<OpenIddictApplicationManager<Application>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<Application> store)
    : OpenIddictApplicationManager<Application>(cache, logger, options, store)
{
    public override async ValueTask<bool> ValidateRedirectUriAsync(
        Application application, string uri, CancellationToken cancellationToken = default) =>
        application.ClientId == PortalApplication.ClientId
            ? IsOurs(uri, PortalApplication.ReturnPath)
            : await base.ValidateRedirectUriAsync(application, uri, cancellationToken);

    public override async ValueTask<bool> ValidatePostLogoutRedirectUriAsync(
        Application application, string uri, CancellationToken cancellationToken = default) =>
        application.ClientId == PortalApplication.ClientId
            ? IsOurs(uri, PortalApplication.SignedOutPath)
            : await base.ValidatePostLogoutRedirectUriAsync(application, uri, cancellationToken);

    private bool IsOurs(string uri, string path) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address)
        && hosts.Find(address.Authority) is { Kind: HostKind.Commune or HostKind.Bureau }
        && uri == $"{settings.Scheme}://{address.Authority}{path}";
}
