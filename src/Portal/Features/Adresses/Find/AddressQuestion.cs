using System.Globalization;
using System.Text.RegularExpressions;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Adresses.Find;

/// <summary>What a person typed so far of an address: words, and the number when there is one at either end.</summary>
/// <param name="Words">The folded words without the number, at most eight.</param>
/// <param name="Number">The number; null while none is typed.</param>
/// <param name="Suffix">« bis », « ter » or a letter, typed with the number; empty without one.</param>
internal sealed partial record AddressQuestion(IReadOnlyList<string> Words, int? Number, string Suffix)
{
    /// <summary>The longest question that is looked into, in characters.</summary>
    public const int MaxLength = 120;

    /// <summary>Reads a question; null while it is too short to propose anything, or longer than any address.</summary>
    public static AddressQuestion? Read(string? typed)
    {
        if (typed is null || typed.Length > MaxLength || FoldedName.Of(typed) is not { Length: >= 3 } folded)
        {
            return null;
        }

        var match = First().Match(folded) is { Success: true } first ? first : Last().Match(folded);
        var words = AddressWords.Asked(match.Success ? match.Groups["voie"].Value : folded);
        return words.Count == 0 ? null : new(
            words,
            match.Success ? int.Parse(match.Groups["numero"].Value, CultureInfo.InvariantCulture) : null,
            match.Groups["suffixe"].Value);
    }

    [GeneratedRegex("^(?<numero>[0-9]{1,4}) ?(?<suffixe>bis|ter|quater|[a-z])? (?<voie>.+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex First();

    [GeneratedRegex("^(?<voie>.*[a-z].*) (?<numero>[0-9]{1,4})(?: ?(?<suffixe>bis|ter|quater|[a-z]))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Last();
}
