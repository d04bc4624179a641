using System.Security.Cryptography;
using System.Text;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Recherche;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>The words from which suggestions are learnt and by which they are made: those of the search, less the names of the person.</summary>
internal static class SuggestionWords
{
    /// <summary>The longest word that is kept, in characters.</summary>
    public const int MaxWord = 34;

    /// <summary>The most words of one text.</summary>
    public const int Most = 40;

    private const int Shortest = 4;

    /// <summary>The distinct stems of texts, each with the word as it was written there first.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> texts, IReadOnlySet<string> names) => FreeTexts.WrittenOf(texts, names, Shortest, Most);

    /// <summary>What is learnt of a past dossier.</summary>
    public static IReadOnlyDictionary<string, string> Of(Dossier dossier, DemarcheDefinition? demarche) =>
        Of([.. FreeTexts.Of(dossier, demarche), dossier.Objet], FreeTexts.NamesOf(dossier));

    /// <summary>A word that nobody can read, under which it is counted while too few dossiers have it.</summary>
    public static string Hide(Guid communeId, string word)
    {
        Span<byte> bytes = stackalloc byte[16];
        communeId.TryWriteBytes(bytes, bigEndian: true, out _);
        return "~" + Convert.ToHexStringLower(SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes(word)])[..16]);
    }
}
