namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>How far a word is from another: letters to add, to leave out, to change or to swap.</summary>
internal static class Spelling
{
    private const int Shortest = 4;

    /// <summary>Whether the word is one of letters, long enough to be told from its neighbours.</summary>
    public static bool IsSpelt(string word) => word.Length >= Shortest && !word.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>The slips that a word of this length may hold.</summary>
    public static int Slips(string word) => word.Length >= 8 ? 2 : 1;

    /// <summary>The distance, or more than <paramref name="most"/> when it is greater.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        var width = other.Length + 1;
        Span<int> cells = stackalloc int[3 * (SearchText.MaxWord + 1)];
        var before = cells[..width];
        var above = cells.Slice(width, width);
        var row = cells.Slice(2 * width, width);
        for (var at = 0; at < width; at++)
        {
            above[at] = at;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            if (least > most)
            {
                return most + 1;
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[other.Length];
    }
}
