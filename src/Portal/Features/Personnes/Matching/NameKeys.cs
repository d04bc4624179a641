using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Personnes.Matching;

/// <summary>The keys of a name: they forget accents, capitals, signs and the order of words. A particle goes with the word after it.</summary>
public sealed record NameKeys
{
    private static readonly HashSet<string> s_particles = new(["al", "d", "da", "de", "del", "des", "di", "du", "el", "l", "la", "le", "les", "mac", "mc", "van", "von"], StringComparer.Ordinal);

    private NameKeys(IReadOnlyList<string> folded, IReadOnlyList<string> glued)
    {
        Words = Ordered(glued);
        Parts = Ordered(folded);
        Sounds = Ordered(Words.Select(FrenchSound.Of));
        Name = Cut(string.Join(' ', Words));
        Sound = Cut(string.Join(' ', Sounds));
    }

    /// <summary>The folded words, each once, in the order of letters: « Le Goff » is one, <c>legoff</c>.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The folded words with particles apart.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>How the words sound.</summary>
    public IReadOnlyList<string> Sounds { get; }

    /// <summary>The whole name: « Dûpont, Jean » and « jean DUPONT » give <c>dupont jean</c>.</summary>
    public string Name { get; }

    /// <summary>The whole name as it sounds.</summary>
    public string Sound { get; }

    /// <summary>Reads a name, in one piece or in several.</summary>
    public static NameKeys Of(params IEnumerable<string?> names)
    {
        var folded = names.OfType<string>().Select(name => FoldedName.ForSearch(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Cut).ToList()).ToList();
        return new([.. folded.SelectMany(words => words)], [.. folded.SelectMany(Glue)]);
    }

    /// <summary>Whether two names have a word of three letters or more in common, as written or as heard.</summary>
    public bool Shares(NameKeys other) =>
        Words.Any(word => word.Length > 2 && other.Words.Contains(word, StringComparer.Ordinal))
        || Sounds.Any(sound => sound.Length > 2 && other.Sounds.Contains(sound, StringComparer.Ordinal));

    /// <summary>Whether one name is the other, shortened: « C. Dupont » of « Camille Dupont ». Two people of one household share less.</summary>
    public bool Shortens(NameKeys other) => Shortens(this, other) || Shortens(other, this);

    private static bool Shortens(NameKeys shorter, NameKeys longer) =>
        shorter.Words.Any(word => word.Length > 2 && longer.Words.Contains(word, StringComparer.Ordinal))
        && shorter.Words.All(word => longer.Words.Any(whole => whole.StartsWith(word, StringComparison.Ordinal)));

    private static IEnumerable<string> Glue(List<string> words)
    {
        var before = "";
        for (var at = 0; at < words.Count; at++)
        {
            before += words[at];
            if (at == words.Count - 1 || !s_particles.Contains(words[at]))
            {
                yield return Cut(before);
                before = "";
            }
        }
    }

    private static IReadOnlyList<string> Ordered(IEnumerable<string> words) =>
        [.. words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Cut(string key) => key.Length > PersonneKey.MaxValue ? key[..PersonneKey.MaxValue] : key;
}
