using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Identity.Accounts.Attempts;

/// <summary>
/// Recognises a browser on which the holder has signed in before, by a protected cookie that lives a year (the device cookies of OWASP's
/// « Slow Down Online Guessing Attacks »). It opens nothing: it only spares the holder the waits that an attacker causes.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "__Host-beffroi-appareil";
    private const int MaxAccounts = 6;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("Beffroi.Identity.KnownDevices");

    /// <summary>The identifier of the device when it is known to the account, otherwise null.</summary>
    public string? Find(HttpContext context, Account? account)
    {
        if (account is null)
        {
            return null;
        }

        var now = Now();
        var mark = Read(context).FirstOrDefault(mark => mark.Account == account.Id);
        // Signing out everywhere also forgets the devices.
        return mark is not null && mark.Since >= Milliseconds(account.SessionsValidFrom) && now - mark.Since < s_lifetime.TotalMilliseconds
            ? $"{mark.Account:N}{mark.Device}"
            : null;
    }

    /// <summary>Remembers that the account signed in here.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var marks = Read(context);
        var device = marks.FirstOrDefault(mark => mark.Account == account.Id)?.Device ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var kept = marks.Where(mark => mark.Account != account.Id)
            .Prepend(new Mark(account.Id, device, Now()))
            .Take(MaxAccounts);
        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(kept)), new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            MaxAge = s_lifetime,
        });
    }

    private List<Mark> Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 4000 } value)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<Mark>>(_protector.Unprotect(value)) ?? [];
        }
        catch (Exception error) when (error is CryptographicException or FormatException or JsonException)
        {
            return [];
        }
    }

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Mark(Guid Account, string Device, long Since);
}
