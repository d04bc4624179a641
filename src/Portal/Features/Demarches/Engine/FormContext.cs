using System.Globalization;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>What the form knows beside the answers: the day (in the commune's time zone) and the commune's name, for {commune}, {à commune} and {de commune} in texts.</summary>
public sealed record FormContext(DateOnly Today, string CommuneName)
{
    public string Fill(string text) => text.Contains('{', StringComparison.Ordinal)
        ? text.Replace("{commune}", CommuneName, StringComparison.Ordinal)
            .Replace("{à commune}", At(CommuneName), StringComparison.Ordinal)
            .Replace("{de commune}", Of(CommuneName), StringComparison.Ordinal)
        : text;

    /// <summary>Reads a date of a definition: 1900-01-31, today, today-18y, yearstart-75y (1 January, 75 years ago); null when it is none of these.</summary>
    public DateOnly? ReadDate(string expression)
    {
        if (DateOnly.TryParseExact(expression, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var fixedDate))
        {
            return fixedDate;
        }

        var split = expression.IndexOfAny(['-', '+']);
        DateOnly? start = (split < 0 ? expression : expression[..split]) switch
        {
            "today" => Today,
            "yearstart" => new DateOnly(Today.Year, 1, 1),
            _ => null
        };
        if (start is not { } from || split < 0)
        {
            return start;
        }

        var sign = expression[split] == '-' ? -1 : 1;
        if (expression.Length < split + 3 || !int.TryParse(expression[(split + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 200)
        {
            return null;
        }

        return expression[^1] switch
        {
            'd' => from.AddDays(sign * count),
            'm' => from.AddMonths(sign * count),
            'y' => from.AddYears(sign * count),
            _ => null
        };
    }

    // « Le Havre » is « au Havre » and « Les Andelys » « aux Andelys »; « La » and « L’ » stay.
    private static string At(string name) => name switch
    {
        _ when name.StartsWith("Le ", StringComparison.Ordinal) => "au " + name[3..],
        _ when name.StartsWith("Les ", StringComparison.Ordinal) => "aux " + name[4..],
        _ => "à " + name
    };

    private static string Of(string name) => name switch
    {
        _ when name.StartsWith("Le ", StringComparison.Ordinal) => "du " + name[3..],
        _ when name.StartsWith("Les ", StringComparison.Ordinal) => "des " + name[4..],
        { Length: > 0 } when "AÀÂEÉÈÊIÎOÔŒUÙÛÜY".Contains(name[0], StringComparison.Ordinal) => "d’" + name,
        _ => "de " + name
    };
}
