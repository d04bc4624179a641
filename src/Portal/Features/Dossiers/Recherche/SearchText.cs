using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>
/// Makes words to find by out of French text, the same way for what is kept and for what is typed, so that both databases answer alike:
/// without accents nor capitals, elided articles off, plural and feminine endings off; numbers of dossiers and of phones are one word.
/// </summary>
public static partial class SearchText
{
    /// <summary>The longest word kept, in characters.</summary>
    public const int MaxWord = 30;

    private static readonly HashSet<string> s_silent = new(StringComparer.Ordinal)
    {
        "a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "et", "il", "je", "l", "la", "le", "les", "m", "ma", "mes", "mon", "n",
        "ne", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur", "t", "un", "une", "vos", "votre", "vous", "y",
    };

    /// <summary>The words of a text in their order, folded and not yet stemmed.</summary>
    public static List<string> WordsOf(string text)
    {
        var folded = DossierNumber().Replace(Fold(text), match => match.Value.Replace("-", "", StringComparison.Ordinal));
        folded = PhoneNumber().Replace(folded, match => "0" + string.Concat(match.Value.Where(char.IsAsciiDigit))[^9..]);
        var words = new List<string>();
        var start = -1;
        for (var at = 0; at <= folded.Length; at++)
        {
            if (at < folded.Length && char.IsAsciiLetterOrDigit(folded[at]))
            {
                start = start < 0 ? at : start;
                continue;
            }

            if (start >= 0)
            {
                var word = folded[start..Math.Min(at, start + MaxWord)];
                if (!s_silent.Contains(word))
                {
                    words.Add(word);
                }

                start = -1;
            }
        }

        return words;
    }

    /// <summary>The word without the endings of plural, feminine, participle and infinitive; the same for « demande », « demandée » and « demander ».</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || word.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return word;
        }

        if (word.EndsWith("eaux", StringComparison.Ordinal))
        {
            word = word[..^1];
        }
        else if (word.EndsWith("aux", StringComparison.Ordinal) && word.Length > 4)
        {
            word = word[..^2] + "l";
        }

        if (word.Length > 5 && word.EndsWith("er", StringComparison.Ordinal))
        {
            word = word[..^1];
        }

        while (word.Length > 3 && word[^1] is 's' or 'x' or 'e')
        {
            word = word[..^1];
        }

        return word.Length > 3 && word[^1] == word[^2] ? word[..^1] : word;
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var c in Valid(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            _ = char.ToLowerInvariant(c) switch
            {
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                'ß' => folded.Append("ss"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' => folded.Append('d'),
                var lower => folded.Append(lower),
            };
        }

        return folded.ToString();
    }

    // Half of a pair of surrogates has no normal form: it gives way to the sign of what cannot be read.
    private static string Valid(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? string.Concat(text.EnumerateRunes())
        : text;

    [GeneratedRegex(@"\b(?:[0-9][0-9ab][0-9]{3}-)?20[0-9]{2}-[0-9]{5}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex DossierNumber();

    [GeneratedRegex(@"(?<![0-9a-z])(?:(?:\+|00)33[ .]?(?:\(0\)[ .]?)?|0)[1-9](?:[ .\-]?[0-9]{2}){4}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex PhoneNumber();
}
