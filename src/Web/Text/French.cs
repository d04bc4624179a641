using System.Globalization;

namespace Beffroi.Web.Text;

/// <summary>Words, numbers and punctuation as a town hall prints them: no-break spaces where French typography asks for them.</summary>
public static class French
{
    /// <summary>U+00A0, before a colon, inside guillemets and between a number and its unit.</summary>
    public const char NoBreak = '\u00A0';

    /// <summary>U+202F, before a semicolon, an exclamation or a question mark, and between thousands.</summary>
    public const char Thin = '\u202F';

    private static readonly string[] Units =
        ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];

    /// <summary>A whole number with its thousands parted: « 38 214 ».</summary>
    public static string Number(long value) => value.ToString("#,0", Numbers);

    /// <summary>A decimal number with a comma and at most <paramref name="decimals"/> decimals: « 2,1 ».</summary>
    public static string Number(decimal value, int decimals = 1) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero)
            .ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), Numbers);

    /// <summary>A share from 0 to 1 as a percentage: « 93 % ».</summary>
    public static string Percent(decimal share, int decimals = 0) => $"{Number(share * 100, decimals)}{Thin}%";

    /// <summary>An amount in euros: « 24 570 € », « 9,40 € » when there are cents.</summary>
    public static string Euros(decimal amount) =>
        (decimal.IsInteger(amount) ? amount.ToString("#,0", Numbers) : amount.ToString("#,0.00", Numbers)) + NoBreak + "€";

    /// <summary>The singular or the plural: French counts 0, 1 and 1,5 as singular.</summary>
    public static string Plural(decimal count, string singular, string? plural = null) =>
        Math.Abs(count) < 2 ? singular : plural ?? singular + "s";

    /// <summary>A count with its noun: « 1 demande », « 23 demandes ».</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        $"{Number(count)}{NoBreak}{Plural(count, singular, plural)}";

    /// <summary>A count in letters up to ten, in figures beyond: « deux », « 11 »; <paramref name="feminine"/> gives « une ».</summary>
    public static string InWords(int count, bool feminine = false) => count switch
    {
        1 when feminine => "une",
        >= 0 and <= 10 => Units[count],
        _ => Number(count),
    };

    /// <summary>The words of a list: « a », « a et b », « a, b et c ».</summary>
    public static string List(IEnumerable<string> words, string last = "et")
    {
        var all = words.ToList();
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} {last} {all[^1]}",
        };
    }

    /// <summary>The size of a file in French units of 1 024: « 312 Ko », « 1,4 Mo ».</summary>
    public static string FileSize(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return bytes switch
        {
            < 1024 => $"{Number(bytes)}{NoBreak}{Plural(bytes, "octet")}",
            < 1024 * 1000 => $"{Number(Math.Round(bytes / 1024m, MidpointRounding.AwayFromZero), 0)}{NoBreak}Ko",
            < 1024L * 1024 * 1000 => $"{Number(bytes / (1024m * 1024))}{NoBreak}Mo",
            _ => $"{Number(bytes / (1024m * 1024 * 1024))}{NoBreak}Go",
        };
    }

    /// <summary>The first letter as a capital, accents kept: « École ».</summary>
    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpper(text[0], Culture) + text[1..];

    /// <summary>
    /// Puts no-break spaces where a typist wrote plain ones or none: before « ; ! ? : % € », inside guillemets, between
    /// thousands stays as typed; straight apostrophes become typographic. Addresses of the web are left alone.
    /// </summary>
    public static string Typography(string text) => FrenchTypography.Apply(text);

    /// <summary>Two letters that stand for a name in an avatar: « SL » for Saint-Lô, « AG » for Agneaux.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-', '’', '\'', NoBreak], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 2 || char.IsUpper(word[0]))
            .ToArray();
        var letters = words.Length switch
        {
            0 => name.Trim(),
            1 => words[0],
            _ => $"{words[0][0]}{words[1][0]}",
        };
        return letters[..Math.Min(2, letters.Length)].ToUpper(Culture);
    }

    internal static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberGroupSeparator = Thin.ToString(),
        NumberDecimalSeparator = ",",
        NegativeSign = "\u2212",
    };
}
