namespace Beffroi.Appliance.Hosting;

/// <summary>
/// A cookie that always says <c>Secure</c>. Antiforgery's own <c>CookieSecurePolicy.Always</c> refuses every request that did not reach
/// this process over TLS, which none does in development or behind a proxy.
/// </summary>
internal sealed class SecureCookie : CookieBuilder
{
    public SecureCookie(string name)
    {
        Name = name;
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        // Not strict: arriving from a commune's own domain must not change the token of the forms already open.
        SameSite = SameSiteMode.Lax;
        SecurePolicy = CookieSecurePolicy.None;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
