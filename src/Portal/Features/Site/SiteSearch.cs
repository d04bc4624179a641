using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Site;

/// <summary>A question to the site: every word must begin a word of the answer; accents, capitals and hyphens do not matter, nor do articles.</summary>
public sealed class SiteSearch
{
    private const int MaxText = 100;
    private const int MaxWords = 10;
    private const int InTitle = 3;
    private const int InText = 1;

    private static readonly HashSet<string> s_small = ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une", "pour", "sur"];

    private readonly string[] _words;

    /// <summary>Reads what was typed; the rest after 100 characters is left out.</summary>
    public SiteSearch(string? typed)
    {
        var text = string.Concat((typed ?? "").Trim().Where(c => !char.IsControl(c)));
        Text = text[..Math.Min(text.Length, MaxText)];
        var words = FoldedName.ForSearch(Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var strong = words.Where(word => !s_small.Contains(word)).ToArray();
        _words = [.. (strong.Length > 0 ? strong : words).Distinct(StringComparer.Ordinal).Take(MaxWords)];
    }

    /// <summary>What was typed, to be shown again.</summary>
    public string Text { get; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => _words.Length == 0;

    /// <summary>How well a démarche answers; 0 when it does not.</summary>
    public int Rank(DemarcheDefinition demarche) =>
        Rank($"{demarche.Libelle} {demarche.Objet}", $"{demarche.Description} {demarche.Famille} {demarche.Service}");

    /// <summary>How well a page answers: words of its title count more; 0 when one word is nowhere.</summary>
    public int Rank(string title, string text)
    {
        var (strong, weak) = (Folded(title), Folded(text));
        var rank = 0;
        foreach (var word in _words)
        {
            var found = Holds(strong, word) ? InTitle : Holds(weak, word) ? InText : 0;
            if (found == 0)
            {
                return 0;
            }

            rank += found;
        }

        return rank;
    }

    private static string Folded(string text) => " " + FoldedName.ForSearch(text);

    // A plural finds its singular: « actes » answers « acte ».
    private static bool Holds(string text, string word) =>
        text.Contains(" " + word, StringComparison.Ordinal)
        || (word.Length > 3 && word[^1] is ('s' or 'x') && text.Contains(" " + word[..^1], StringComparison.Ordinal));
}
