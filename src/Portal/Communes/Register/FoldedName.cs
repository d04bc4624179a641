using System.Globalization;
using System.Text;

namespace Beffroi.Portal.Communes.Register;

/// <summary>A place name reduced to what people agree on: a to z and 0 to 9 in words, without accents, ligatures, apostrophes or hyphens.</summary>
public static class FoldedName
{
    /// <summary>« L’Île-d’Yeu » gives <c>l ile d yeu</c>; anything but a letter or a digit parts two words.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 4);
        var gap = false;
        foreach (var c in Decompose(text))
        {
            // Combining marks vanish without parting the word that bears them.
            if (c > 127 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var letters = c switch
            {
                'œ' or 'Œ' => "oe",
                'æ' or 'Æ' => "ae",
                _ => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c).ToString() : "",
            };
            if (letters.Length == 0)
            {
                gap = folded.Length > 0;
                continue;
            }

            folded.Append(gap ? " " : "").Append(letters);
            gap = false;
        }

        return folded.ToString();
    }

    /// <summary>As <see cref="Of"/>, with the abbreviations st, ste and sts of addresses written in full.</summary>
    public static string ForSearch(string text) => string.Join(' ', Of(text).Split(' ').Select(word => word switch
    {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        _ => word,
    }));

    // Normalize refuses lone surrogates, which a hostile request can hold.
    private static string Decompose(string text) =>
        (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(text.Where(c => !char.IsSurrogate(c))) : text)
        .Normalize(NormalizationForm.FormD);
}
