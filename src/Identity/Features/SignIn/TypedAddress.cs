using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Identity.Features.SignIn;

/// <summary>Carries the address from the first page of the sign-in to the second: in a protected cookie rather than in the page's address, which logs and histories keep.</summary>
public sealed class TypedAddress(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-beffroi-adresse";

    private readonly IDataProtector _protector = protection.CreateProtector("Beffroi.Identity.TypedAddress");

    /// <summary>The address typed a moment ago, or null.</summary>
    public string? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 2000 } value)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps it for a quarter of an hour.</summary>
    public void Write(HttpContext context, string address) =>
        context.Response.Cookies.Append(Cookie, _protector.Protect(address), new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromMinutes(15),
        });
}
