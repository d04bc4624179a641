namespace Beffroi.Portal.Communes.Register;

/// <summary>The names and codes of the register in the form in which they are searched.</summary>
internal sealed class CommuneSearch
{
    private const int MaxText = 100;
    private const int MaxResults = 200;

    private static readonly HashSet<string> Articles = ["le", "la", "les", "l", "aux", "las", "los"];

    private readonly List<Entry> _entries = new(40_000);

    public CommuneSearch(IEnumerable<RegisterCommune> communes)
    {
        var index = 0;
        foreach (var commune in communes)
        {
            _entries.Add(EntryOf(commune, commune.Name, index, former: false));
            _entries.AddRange(commune.Former.Where(f => f.Name.Length > 0 && f.Name != commune.Name).Select(f => EntryOf(commune, f.Name, index, former: true)));
            index++;
        }
    }

    public IEnumerable<int> Find(string? text, int max)
    {
        var words = FoldedName.ForSearch(text is null ? "" : text[..Math.Min(text.Length, MaxText)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var codes = words.Where(IsCode).ToArray();
        var name = string.Join(' ', words.Where(word => !IsCode(word)));
        if (words.Length == 0)
        {
            return [];
        }

        return _entries
            .Where(entry => Array.TrueForAll(codes, entry.HasCode))
            .Select(entry => (entry, rank: entry.Rank(name)))
            .Where(found => found.rank < int.MaxValue)
            .OrderBy(found => found.rank).ThenByDescending(found => found.entry.Population).ThenBy(found => found.entry.Index)
            .Select(found => found.entry.Index)
            .Distinct()
            .Take(Math.Clamp(max, 0, MaxResults));
    }

    private static Entry EntryOf(RegisterCommune commune, string name, int index, bool former)
    {
        var folded = FoldedName.ForSearch(name);
        var space = folded.IndexOf(' ', StringComparison.Ordinal);
        var bare = space > 0 && Articles.Contains(folded[..space]) ? folded[(space + 1)..] : folded;
        return new(folded, bare, commune.Insee, commune.Postcodes, commune.PopulationMunicipale ?? 0, index, former);
    }

    // A postcode, an INSEE code or their beginning; no name of commune holds a digit.
    private static bool IsCode(string word) => word.Length is >= 2 and <= 5 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^1] is 'a' or 'b' ? '0' : word[^1]);

    private sealed record Entry(string Name, string Bare, string Insee, IReadOnlyList<string> Postcodes, int Population, int Index, bool Former)
    {
        public bool HasCode(string code) =>
            Insee.StartsWith(code, StringComparison.OrdinalIgnoreCase) || Postcodes.Any(p => p.StartsWith(code, StringComparison.Ordinal));

        public int Rank(string text)
        {
            var rank = text.Length == 0 || Name == text || Bare == text ? 0
                : Name.StartsWith(text, StringComparison.Ordinal) || Bare.StartsWith(text, StringComparison.Ordinal) ? 2
                : Name.Contains($" {text}", StringComparison.Ordinal) ? 4
                : Name.Contains(text, StringComparison.Ordinal) ? 6
                : int.MaxValue;
            return Former && rank < int.MaxValue ? rank + 1 : rank;
        }
    }
}
