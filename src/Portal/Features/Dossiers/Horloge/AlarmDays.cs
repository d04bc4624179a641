using System.Globalization;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>How many days before each legal date agents are told; each commune may choose.</summary>
public static class AlarmDays
{
    /// <summary>What holds where the commune chose nothing: a fortnight, a week, the day before. No text asks for it.</summary>
    public const string Default = "15, 7, 1";

    /// <summary>The most days before a date.</summary>
    public const int Most = 60;

    /// <summary>The days, the nearest first; null when they cannot be read.</summary>
    public static IReadOnlyList<int>? Read(string? text)
    {
        var days = new SortedSet<int>();
        foreach (var part in (string.IsNullOrWhiteSpace(text) ? Default : text).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > Most || (days.Add(day) && days.Count > 5))
            {
                return null;
            }
        }

        return days.Count == 0 ? null : [.. days];
    }
}
