using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Adresses;

/// <summary>The words of an address as people agree on them: without accents, case or signs, abbreviations in full.</summary>
public static class AddressWords
{
    private static readonly Dictionary<string, string> s_inFull = new(StringComparer.Ordinal)
    {
        ["all"] = "allee",
        ["av"] = "avenue",
        ["ave"] = "avenue",
        ["bd"] = "boulevard",
        ["bld"] = "boulevard",
        ["blvd"] = "boulevard",
        ["bvd"] = "boulevard",
        ["ch"] = "chemin",
        ["che"] = "chemin",
        ["chem"] = "chemin",
        ["crs"] = "cours",
        ["dr"] = "docteur",
        ["fg"] = "faubourg",
        ["fbg"] = "faubourg",
        ["gal"] = "general",
        ["gen"] = "general",
        ["imp"] = "impasse",
        ["lot"] = "lotissement",
        ["mal"] = "marechal",
        ["pdt"] = "president",
        ["pl"] = "place",
        ["qu"] = "quai",
        ["res"] = "residence",
        ["rte"] = "route",
        ["sq"] = "square",
        ["st"] = "saint",
        ["ste"] = "sainte",
        ["sts"] = "saints",
        ["stes"] = "saintes",
    };

    // They part words and tell no street from another; people leave them out.
    private static readonly HashSet<string> s_small = new(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"], StringComparer.Ordinal);

    /// <summary>What is kept of an address to find it by: <c> rue aubepine</c>, each word after a blank.</summary>
    public static string ToFind(params IEnumerable<string?> names) =>
        string.Concat(names.OfType<string>().SelectMany(name => FoldedName.Of(name).Split(' ')).Where(word => word.Length > 0 && !s_small.Contains(word)).Select(word => " " + InFull(word)));

    /// <summary>The words of a question, at most eight, without the small ones.</summary>
    public static IReadOnlyList<string> Asked(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var words = FoldedName.Of(question).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Where(word => !s_small.Contains(word)).Take(8)];
    }

    /// <summary>A word in full where it is a usual abbreviation; else itself.</summary>
    public static string InFull(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return s_inFull.GetValueOrDefault(word, word);
    }
}
