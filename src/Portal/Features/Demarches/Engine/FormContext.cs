using System.Globalization;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>What the form knows beside the answers: the day (in the commune's time zone) and the commune's name with its liaison, for {commune}, {à commune} and {de commune} in texts.</summary>
public sealed record FormContext(DateOnly Today, string CommuneName, Liaison Liaison)
{
    /// <summary>The national register, where a form is being filled in: communes are then found by their names.</summary>
    public Lazy<CommuneRegister>? Register { get; init; }

    /// <summary>A question that may be left empty, whatever the form says: who acts for the person gave an address of their own.</summary>
    public string? Spared { get; init; }

    public string Fill(string text) => text.Contains('{', StringComparison.Ordinal)
        ? text.Replace("{commune}", CommuneName, StringComparison.Ordinal)
            .Replace("{à commune}", CommuneNames.At(CommuneName, Liaison), StringComparison.Ordinal)
            .Replace("{de commune}", CommuneNames.Of(CommuneName, Liaison), StringComparison.Ordinal)
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
}
