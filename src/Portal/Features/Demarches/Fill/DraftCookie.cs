using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>What a browser shows to get a draft back: its key, and the secret of which the row keeps the hash.</summary>
public sealed record DraftKey(Guid Id, byte[] Secret)
{
    /// <summary>Draws the key of a new draft.</summary>
    public static DraftKey Draw(DateTimeOffset now) => new(Guid.CreateVersion7(now), RandomNumberGenerator.GetBytes(32));

    /// <summary>What the row keeps.</summary>
    public byte[] Hash => SHA256.HashData(Secret);

    /// <summary>Whether the key opens the draft.</summary>
    public bool Opens(Draft draft) => draft.Id == Id
        && (CryptographicOperations.FixedTimeEquals(draft.SecretHash, Hash)
            || (draft.OtherSecretHash is { } other && CryptographicOperations.FixedTimeEquals(other, Hash)));
}

/// <summary>
/// The cookies by which a browser holds a request without an account, one for each démarche: the draft for thirty days, and once it
/// is sent the receipt until the browser is closed.
/// </summary>
internal static class DraftCookie
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static DraftKey? ReadDraft(HttpRequest request, string code) => Read(request, DraftName(code));

    public static DraftKey? ReadReceipt(HttpRequest request, string code) => Read(request, ReceiptName(code));

    public static void KeepDraft(HttpResponse response, string code, DraftKey key) =>
        response.Cookies.Append(DraftName(code), Write(key), Options(Kept));

    /// <summary>The draft is sent: the next request for the same démarche starts from nothing.</summary>
    public static void KeepReceipt(HttpResponse response, string code, DraftKey key)
    {
        response.Cookies.Append(ReceiptName(code), Write(key), Options(null));
        response.Cookies.Delete(DraftName(code), Options(null));
    }

    private static string DraftName(string code) => "__Host-brouillon-" + code;

    private static string ReceiptName(string code) => "__Host-recu-" + code;

    private static string Write(DraftKey key) => key.Id.ToString("N") + "." + Base64Url.EncodeToString(key.Secret);

    private static DraftKey? Read(HttpRequest request, string name)
    {
        if (request.Cookies[name] is not { Length: 76 } value || value[32] != '.' || !Guid.TryParseExact(value[..32], "N", out var id))
        {
            return null;
        }

        Span<byte> secret = stackalloc byte[32];
        return Base64Url.IsValid(value.AsSpan(33)) && Base64Url.TryDecodeFromChars(value.AsSpan(33), secret, out var written) && written == 32
            ? new DraftKey(id, secret.ToArray())
            : null;
    }

    // Lax, so that a link in a mail or another site leads back to the draft.
    private static CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        MaxAge = age,
    };
}
