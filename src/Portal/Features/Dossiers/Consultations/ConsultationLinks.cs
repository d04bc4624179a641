using System.Buffers.Text;
using System.Security.Cryptography;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>The addresses of opinions, and the tokens of those that are asked outside.</summary>
public static class ConsultationLinks
{
    /// <summary>What stands for the token in a preview: the real one is drawn when the mail is queued, and nobody at the town hall reads it.</summary>
    public const string Sample = "lien-secret-cree-a-l-envoi";

    private const int Bytes = 32;

    /// <summary>Draws a token.</summary>
    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What the row keeps of a token; null for a text that is none.</summary>
    public static string? HashOf(string? token)
    {
        if (token is not { Length: > 0 and < 100 } || !Base64Url.IsValid(token))
        {
            return null;
        }

        var secret = Base64Url.DecodeFromChars(token);
        return secret.Length == Bytes ? Convert.ToHexStringLower(SHA256.HashData(secret)) : null;
    }

    /// <summary>Where somebody outside reads the question and answers, under the commune's host.</summary>
    public static string Outside(string token) => "/avis/" + token;

    /// <summary>A piece that is shown outside.</summary>
    public static string OutsidePiece(string token, Guid piece) => $"/avis/{token}/pieces/{piece}";

    /// <summary>Where an agent reads the question and answers, in the bureau.</summary>
    public static string Inside(Guid consultation) => "/taches/avis/" + consultation;

    /// <summary>A piece that is shown inside.</summary>
    public static string InsidePiece(Guid consultation, Guid piece) => $"/taches/avis/{consultation}/pieces/{piece}";

    /// <summary>Where opinions on a dossier are asked for.</summary>
    public static string Ask(string numero) => $"/dossiers/{numero}/avis";

    /// <summary>Where an opinion is given up.</summary>
    public static string GiveUp(string numero) => $"/dossiers/{numero}/avis/retirer";
}
