using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>
/// Remembers for two hours which request a browser follows, so that the code is in no address after it was typed. The cookie is
/// encrypted, and bound to the code and to the commune: when the dossier gets another code, it opens nothing any more.
/// </summary>
public sealed class FollowCookie(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Name = "__Host-suivi";
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(2);
    private readonly IDataProtector _protector = protection.CreateProtector("Beffroi.Portal.Suivi");

    /// <summary>Opens the follow-up of the dossier of a code for this browser.</summary>
    public void Keep(HttpContext context, string code)
    {
        var until = time.GetUtcNow().Add(s_kept).ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{code}.{context.GetSiteHost().CommuneId:N}.{until}");
        context.Response.Cookies.Append(Name, _protector.Protect(text), new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = s_kept,
        });
    }

    /// <summary>The dossier that this browser follows, or null.</summary>
    public async Task<Dossier?> FindAsync(HttpContext context, PortalDb db) =>
        Read(context) is { } code ? await db.Dossiers.FirstOrDefaultAsync(row => row.Code == code, context.RequestAborted) : null;

    private string? Read(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 1000 } cookie)
        {
            return null;
        }

        try
        {
            var parts = _protector.Unprotect(cookie).Split('.');
            return parts.Length == 3
                && Guid.TryParseExact(parts[1], "N", out var commune) && commune == context.GetSiteHost().CommuneId
                && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var until) && until > time.GetUtcNow().ToUnixTimeSeconds()
                ? parts[0]
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
