using System.Buffers;
using System.Text.RegularExpressions;

namespace Beffroi.Web.Text;

internal static partial class FrenchTypography
{
    // What the rules below look for, w for addresses; units only follow a number.
    private static readonly SearchValues<char> s_signs = SearchValues.Create("';!?:«»w");

    public static string Apply(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        // Most texts have nothing to mend, and a long form has a thousand of them.
        if (!text.AsSpan().ContainsAny(s_signs))
        {
            return text.Any(char.IsNumber) ? Units(text) : text;
        }

        // Split keeps the captured addresses at odd places.
        var parts = Address().Split(text);
        for (var i = 0; i < parts.Length; i += 2)
        {
            parts[i] = Spaces(parts[i]);
        }

        return string.Concat(parts);
    }

    private static string Spaces(string text)
    {
        text = Apostrophe().Replace(text, "’");
        text = HighPoint().Replace(text, $"{French.Thin}${{point}}");
        text = Colon().Replace(text, $"{French.NoBreak}:");
        text = Opening().Replace(text, $"«{French.NoBreak}");
        text = Closing().Replace(text, $"{French.NoBreak}»");
        return Units(text);
    }

    private static string Units(string text) => Unit().Replace(text, $"{French.NoBreak}${{unit}}");

    [GeneratedRegex(@"(?<address>(?:https?://|mailto:|www\.)\S+)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=\p{L})'(?=\p{L})", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Apostrophe();

    [GeneratedRegex(@"(?<=[\p{L}\p{N}»\)…])[ \u00A0\u202F]?(?<point>[;!?]+)(?=\s|$|[»\)])", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex HighPoint();

    // Not inside hours (14:05) nor schemes (tel:06…): a colon that a blank follows.
    [GeneratedRegex(@"(?<=[\p{L}\p{N}»\)])[ \u00A0\u202F]?:(?=\s|$)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Colon();

    [GeneratedRegex(@"«[ \u00A0\u202F]*", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[ \u00A0\u202F]*»", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Closing();

    [GeneratedRegex(@"(?<=\p{N})[ \u00A0\u202F]?(?<unit>[%€]|(?<=[ \u00A0\u202F])(?:m²|(?:h|min|km|Ko|Mo|Go)\b))", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Unit();
}
