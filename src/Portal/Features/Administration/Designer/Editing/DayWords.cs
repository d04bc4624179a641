using System.Globalization;
using System.Text.RegularExpressions;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>The days of a definition as people write them: « 31/12/2026 », « aujourd’hui », « il y a 18 ans », « dans 3 mois ».</summary>
public static partial class DayWords
{
    /// <summary>How to write one, for hints.</summary>
    public const string Hint = "Par exemple 31/12/2026, aujourd’hui, il y a 18 ans, dans 3 mois.";

    /// <summary>Says a day in words; what has no words stays as it is.</summary>
    public static string Say(string? expression)
    {
        if (expression is null or "today")
        {
            return expression is null ? "" : "aujourd’hui";
        }

        if (DateOnly.TryParseExact(expression, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        }

        return Moved().Match(expression) is { Success: true } match
            ? $"{(match.Groups["sign"].Value == "-" ? "il y a" : "dans")} {match.Groups["count"].Value} {UnitOf(match.Groups["unit"].Value[0], match.Groups["count"].Value)}"
            : expression;
    }

    /// <summary>Reads a day; null when it is none.</summary>
    public static string? Read(string? typed)
    {
        var text = (typed ?? "").Trim().Replace('\'', '’').Replace('\u00a0', ' ').ToLowerInvariant();
        if (text is "aujourd’hui" or "today")
        {
            return "today";
        }

        if (DateOnly.TryParseExact(text, ["d/M/yyyy", "d M yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (Spoken().Match(text) is { Success: true } match && int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) is <= 200 and var count)
        {
            var unit = match.Groups["unit"].Value[0] switch { 'j' => 'd', 'm' => 'm', _ => 'y' };
            return $"today{(match.Groups["way"].Value == "dans" ? '+' : '-')}{count}{unit}";
        }

        return YearStart().IsMatch(text) || Moved().IsMatch(text) ? text : null;
    }

    private static string UnitOf(char unit, string count) => unit switch { 'd' => count == "1" ? "jour" : "jours", 'm' => "mois", _ => count == "1" ? "an" : "ans" };

    [GeneratedRegex(@"\Atoday(?<sign>[+-])(?<count>[0-9]{1,3})(?<unit>[dmy])\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moved();

    [GeneratedRegex(@"\A(?<way>il y a|dans) (?<count>[0-9]{1,3}) (?<unit>jours?|mois|ans?)\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\Ayearstart([+-][0-9]{1,2}[dmy])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearStart();
}
