using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

/// <summary>The links of the delivery mail: a sealed token that lets whoever has it answer the question of one dossier, and nothing else; opening it records nothing.</summary>
public sealed class AvisLinks(IDataProtectionProvider protection)
{
    /// <summary>The page of the question.</summary>
    public const string Path = "/suivi/avis";

    private readonly IDataProtector _protector = protection.CreateProtector("Beffroi.Portal.Avis");

    /// <summary>The address under a commune's host at which the question stands with an answer preselected.</summary>
    public string Of(Dossier dossier, Avis score) => $"{Path}?jeton={TokenOf(dossier)}&note={AvisWords.Slug(score)}";

    /// <summary>The token of a dossier.</summary>
    public string TokenOf(Dossier dossier) =>
        Base64Url.EncodeToString(_protector.Protect([.. dossier.Id.ToByteArray(), .. dossier.CommuneId.ToByteArray()]));

    /// <summary>The dossier that a token names in this commune; null when it is not one of ours, or is another commune's.</summary>
    public Guid? Read(string? token, Guid communeId)
    {
        if (token is not { Length: > 0 and < 1000 } || !Base64Url.IsValid(token))
        {
            return null;
        }

        try
        {
            var bytes = _protector.Unprotect(Base64Url.DecodeFromChars(token));
            return bytes.Length == 32 && new Guid(bytes.AsSpan(16)) == communeId ? new Guid(bytes.AsSpan(0, 16)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
