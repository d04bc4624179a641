using Beffroi.Identity.Ports;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Beffroi.Identity.Features.Origin;

/// <summary>
/// The site that the person comes from, whose look the issuer's pages take: said by the address (<c>retour</c>), otherwise by a cookie
/// of the browser session. Only hosts of the portal count, so that a forged value shows nothing but another of our communes.
/// </summary>
public sealed class Provenance(IRelyingHosts hosts, IHttpContextAccessor accessor, IdentitySettings settings)
{
    private const string Cookie = "__Host-beffroi-origine";

    private SiteHost? _remembered;

    /// <summary>The commune's host or the bureau, or null when unknown.</summary>
    public SiteHost? Host => _remembered ?? Known(Context.Request.Query["retour"]) ?? Known(Context.Request.Cookies[Cookie]);

    /// <summary>The look: the commune's, otherwise the syndicate's.</summary>
    public Brand Brand => Host?.Brand ?? Context.GetSiteHost().Brand;

    /// <summary>Whether the person comes from the agents' side, where accounts are made by invitation only.</summary>
    public bool IsBureau => Host?.Kind == HostKind.Bureau;

    /// <summary>The address of the style sheet with the colours.</summary>
    public string ThemeHref => Host is { } host ? QueryHelpers.AddQueryString("/couleurs.css", "hote", host.Host) : "/couleurs.css";

    /// <summary>The home of the site that the person comes from, or this one's.</summary>
    public string HomeUrl => Host is null ? "/" : Url("/");

    /// <summary>Where to go on once all is done: the site's own sign-in, which asks for nothing any more.</summary>
    public string ContinueUrl => Host is null ? "/" : Url("/connexion");

    /// <summary>Keeps the host of a return address that the issuer has accepted.</summary>
    public void Remember(string? redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var address) || Known(address.Authority) is not { } host)
        {
            return;
        }

        _remembered = host;
        Context.Response.Cookies.Append(Cookie, host.Host, new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
        });
    }

    /// <summary>A path of the issuer that keeps the site and, when it is local, where to go after.</summary>
    public string Link(string path, string? suite = null)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (IsLocal(suite))
        {
            query["suite"] = suite;
        }

        if (Host is { } host)
        {
            query["retour"] = host.Host;
        }

        return QueryHelpers.AddQueryString(path, query);
    }

    /// <summary>Whether a path stays on this host.</summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && path.Length <= 4000 && !path.Any(char.IsControl);

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private string Url(string path) => $"{settings.Scheme}://{Host!.Host}{path}";

    private SiteHost? Known(string? host) =>
        host is { Length: > 0 and <= 300 } && hosts.Find(host) is { Kind: HostKind.Commune or HostKind.Bureau } site ? site : null;
}
