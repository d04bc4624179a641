using System.Globalization;
using System.Security.Claims;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Ports;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.SignIn;

/// <summary>The portal's own session, one cookie a host: who signed in, on which host, since when.</summary>
public static class PortalSession
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "portail";

    private const string Sub = "sub";
    private const string Name = "name";
    private const string Email = "email";
    private const string Host = "host";
    private const string Since = "since";

    /// <summary>The account that is signed in on this host, or null.</summary>
    public static Guid? GetSub(this HttpContext context) =>
        Guid.TryParse(context.User.FindFirstValue(Sub), out var sub) ? sub : null;

    /// <summary>The name of the account that is signed in.</summary>
    public static string? GetAccountName(this HttpContext context) => context.User.FindFirstValue(Name);

    /// <summary>The address of the account that is signed in.</summary>
    public static string? GetAccountEmail(this HttpContext context) => context.User.FindFirstValue(Email);

    /// <summary>The agent that is signed in on the bureau, or null.</summary>
    public static AgentAccess? GetAgent(this HttpContext context) => context.Features.Get<AgentAccess>();

    /// <summary>The agent that is signed in on the bureau.</summary>
    /// <exception cref="InvalidOperationException">The page is not limited to agents by its policy.</exception>
    public static AgentAccess RequireAgent(this HttpContext context) =>
        context.GetAgent() ?? throw new InvalidOperationException("This page must be limited to agents.");

    internal static ClaimsPrincipal Principal(Guid sub, string name, string email, string host, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(Sub, sub.ToString()),
            new Claim(Name, name),
            new Claim(Email, email),
            new Claim(Host, host),
            new Claim(Since, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme,
        Name,
        roleType: null));

    /// <summary>Ends a session that was carried to another host, or that the holder ended everywhere.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        var accounts = context.HttpContext.RequestServices.GetRequiredService<IAccounts>();
        var valid = principal.FindFirstValue(Host) == context.HttpContext.Request.Host.Value
            && Guid.TryParse(principal.FindFirstValue(Sub), out var sub)
            && long.TryParse(principal.FindFirstValue(Since), CultureInfo.InvariantCulture, out var since)
            && await accounts.SessionsValidFromAsync(sub, context.HttpContext.RequestAborted) is { } validFrom
            && DateTimeOffset.FromUnixTimeMilliseconds(since).UtcDateTime >= validFrom;
        if (!valid)
        {
            context.RejectPrincipal();
        }
    }
}
