using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Site;

/// <summary>Whether the town hall is open at an instant, in a sentence.</summary>
/// <param name="Text">« Ouvert jusqu’à 17 h », « Fermé, ouvre demain à 9 h ».</param>
/// <param name="ChangesAt">When the sentence stops being true, UTC.</param>
public sealed record OpeningNow(bool IsOpen, string Text, DateTime ChangesAt);

/// <summary>One line of the week: the day and its openings.</summary>
public sealed record OpeningDay(DayOfWeek Day, string Name, IReadOnlyList<string> Spans);

/// <summary>The opening hours of a town hall in legal time (Europe/Paris), public holidays of the commune's département included.</summary>
public sealed class Opening(IReadOnlyList<OpeningHours> hours, LegalCalendar calendar)
{
    private const int DaysAhead = 14;

    private static readonly string[] s_days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    private readonly ILookup<DayOfWeek, OpeningHours> _days = hours.OrderBy(row => row.Opens).ToLookup(row => row.Day);

    /// <summary>Whether any hours are known.</summary>
    public bool IsKnown => hours.Count > 0;

    /// <summary>Whether the town hall confirmed all of them.</summary>
    public bool IsConfirmed => IsKnown && hours.All(row => row.Confirmed);

    /// <summary>The sentence for an instant in UTC; null when no hours are known.</summary>
    public OpeningNow? At(DateTime utc)
    {
        var paris = FrenchDates.ToParis(utc);
        var today = DateOnly.FromDateTime(paris);
        var time = TimeOnly.FromDateTime(paris);
        if (On(today).FirstOrDefault(row => row.Opens <= time && time < row.Closes) is { } now)
        {
            var closes = LastOf(today, now);
            return new OpeningNow(true, $"Ouvert jusqu’à{French.NoBreak}{FrenchDates.Hour(closes)}", ToUtc(today, closes));
        }

        var holiday = calendar.IsHoliday(today) && _days[today.DayOfWeek].Any();
        for (var ahead = 0; ahead <= DaysAhead; ahead++)
        {
            var day = today.AddDays(ahead);
            if (On(day).FirstOrDefault(row => ahead > 0 || row.Opens > time) is { } next)
            {
                var when = ahead switch { 0 => "", 1 => "demain ", _ => s_days[(int)day.DayOfWeek] + " " };
                var change = ahead == 0 ? ToUtc(day, next.Opens) : ToUtc(today.AddDays(1), TimeOnly.MinValue);
                return new OpeningNow(
                    false, $"{(holiday ? "Fermé, jour férié" : "Fermé")}, ouvre {when}à{French.NoBreak}{FrenchDates.Hour(next.Opens)}", change);
            }
        }

        return IsKnown ? new OpeningNow(false, "Fermé", ToUtc(today.AddDays(1), TimeOnly.MinValue)) : null;
    }

    /// <summary>The week from Monday, closed days included.</summary>
    public IReadOnlyList<OpeningDay> Week() =>
        [.. Enumerable.Range(1, 7).Select(number => (DayOfWeek)(number % 7)).Select(day => new OpeningDay(day, s_days[(int)day], SpansOf(day)))];

    /// <summary>The week in few lines, days with the same hours together: « Lundi au vendredi », « 9 h – 12 h, 14 h – 17 h ».</summary>
    public IReadOnlyList<(string Days, string Hours)> Summary()
    {
        var lines = new List<(string Days, string Hours)>();
        var week = Week();
        for (var first = 0; first < week.Count;)
        {
            var last = first;
            while (last + 1 < week.Count && week[last + 1].Spans.SequenceEqual(week[first].Spans))
            {
                last++;
            }

            if (week[first].Spans.Count > 0)
            {
                var join = last == first + 1 ? " et " : " au ";
                lines.Add((
                    French.Capitalize(week[first].Name) + (last == first ? "" : join + week[last].Name),
                    string.Join(", ", week[first].Spans)));
            }

            first = last + 1;
        }

        return lines;
    }

    /// <summary>The next midnight in Paris, UTC: pages that show the day are wrong then.</summary>
    public static DateTime NextMidnight(DateTime utc) => ToUtc(FrenchDates.DayOf(utc).AddDays(1), TimeOnly.MinValue);

    private IEnumerable<OpeningHours> On(DateOnly day) => calendar.IsHoliday(day) ? [] : _days[day.DayOfWeek];

    // Two openings that touch are one for the one who waits at the door.
    private TimeOnly LastOf(DateOnly day, OpeningHours from)
    {
        var closes = from.Closes;
        while (On(day).FirstOrDefault(row => row.Opens <= closes && row.Closes > closes) is { } next)
        {
            closes = next.Closes;
        }

        return closes;
    }

    private List<string> SpansOf(DayOfWeek day) =>
        [.. _days[day].Select(row => $"{FrenchDates.Hour(row.Opens)}{French.NoBreak}– {FrenchDates.Hour(row.Closes)}")];

    private static DateTime ToUtc(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        // Clocks jump at night, when no town hall opens; midnight itself always exists in Paris.
        return TimeZoneInfo.ConvertTimeToUtc(FrenchDates.Zone.IsInvalidTime(local) ? local.AddHours(1) : local, FrenchDates.Zone);
    }
}
