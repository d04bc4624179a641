using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Envois;

/// <summary>What a part must hash to (tus 1.0.0, checksum extension).</summary>
public sealed record PartChecksum(HashAlgorithmName Algorithm, byte[] Value)
{
    /// <summary>Starts hashing.</summary>
    public IncrementalHash Begin() => IncrementalHash.CreateHash(Algorithm);

    /// <summary>Whether what was hashed is it.</summary>
    public bool Holds(IncrementalHash hash) => CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), Value);
}

/// <summary>Reads the headers of the tus protocol, which are the sender's to write: each is bounded, and what does not hold is refused.</summary>
internal static class TusHeaders
{
    /// <summary>The version of the protocol.</summary>
    public const string Version = "1.0.0";

    /// <summary>The media type of a part.</summary>
    public const string PartType = "application/offset+octet-stream";

    /// <summary>A length or an offset in bytes: digits only.</summary>
    public static bool TryRead(IHeaderDictionary headers, string name, out long value)
    {
        value = 0;
        return headers[name] is [{ Length: > 0 and < 16 } text] && text.All(char.IsAsciiDigit)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A value of <c>Upload-Metadata</c>, pairs of a name and Base64 text; null when it is missing or unreadable.</summary>
    public static string? Metadata(IHeaderDictionary headers, string name)
    {
        if (headers["Upload-Metadata"] is not [{ Length: < 4000 } all])
        {
            return null;
        }

        foreach (var pair in all.Split(','))
        {
            var parts = pair.Trim().Split(' ');
            var buffer = new byte[3000];
            if (parts is [var key, var coded] && key == name && Convert.TryFromBase64String(coded, buffer, out var length))
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }

        return null;
    }

    /// <summary>Reads <c>Upload-Checksum</c>: true with null when there is none, false when it is not one that is known.</summary>
    public static bool TryReadChecksum(IHeaderDictionary headers, out PartChecksum? checksum)
    {
        checksum = null;
        if (headers["Upload-Checksum"] is not [{ } text])
        {
            return headers["Upload-Checksum"].Count == 0;
        }

        var parts = text.Split(' ');
        var buffer = new byte[64];
        HashAlgorithmName? algorithm = parts[0] switch { "sha1" => HashAlgorithmName.SHA1, "sha256" => HashAlgorithmName.SHA256, _ => null };
        if (parts.Length != 2 || algorithm is null || parts[1].Length > 80 || !Convert.TryFromBase64String(parts[1], buffer, out var length))
        {
            return false;
        }

        checksum = new PartChecksum(algorithm.Value, buffer[..length]);
        return true;
    }

    /// <summary>Whether the request comes from a page of this very host, as far as the browser says.</summary>
    public static bool IsSameOrigin(HttpRequest request) =>
        (request.Headers["Sec-Fetch-Site"] is not [{ } site] || site is "same-origin")
        && (request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value));

    /// <summary>Whether the header of the version is there.</summary>
    public static bool SpeaksTus(HttpRequest request) => request.Headers["Tus-Resumable"] is [Version];

    /// <summary>The key at the end of the address.</summary>
    public static bool TryReadId(string? text, [NotNullWhen(true)] out Guid? id)
    {
        id = Guid.TryParseExact(text, "N", out var read) ? read : null;
        return id is not null;
    }
}
