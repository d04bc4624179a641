using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>
/// The time during which a town hall is open, in legal time (Europe/Paris), public holidays of its département left out. It counts that
/// time and adds it to an instant; both changes of clock are exact, whatever the hours.
/// </summary>
public sealed class OpeningCalendar
{
    // Beyond ten years there is no target: hours that are almost never would be looked for without end.
    private const int MostDays = 3_660;

    private readonly List<(TimeSpan Opens, TimeSpan Closes)>[] _week = [[], [], [], [], [], [], []];
    private readonly LegalCalendar _holidays;

    /// <summary>The calendar of a week; a town hall that said no hours has the usual ones, Monday to Friday from 9 to 12 and from 14 to 17.</summary>
    public OpeningCalendar(IReadOnlyCollection<OpeningHours> hours, LegalCalendar holidays)
    {
        _holidays = holidays;
        foreach (var row in hours.Where(row => row.Opens < row.Closes).OrderBy(row => row.Opens))
        {
            Add(_week[(int)row.Day], row.Opens.ToTimeSpan(), row.Closes.ToTimeSpan());
        }

        if (_week.All(day => day.Count == 0))
        {
            IsUsual = true;
            foreach (var day in _week[(int)DayOfWeek.Monday..((int)DayOfWeek.Friday + 1)])
            {
                day.AddRange([(TimeSpan.FromHours(9), TimeSpan.FromHours(12)), (TimeSpan.FromHours(14), TimeSpan.FromHours(17))]);
            }
        }
    }

    /// <summary>Whether no hours are known and the usual ones stand for them.</summary>
    public bool IsUsual { get; }

    /// <summary>The instant, UTC, at which that much time has passed during which the town hall was open.</summary>
    public DateTime Add(DateTime utc, TimeSpan open)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(open, TimeSpan.Zero);
        var day = FrenchDates.DayOf(utc);
        var last = utc;
        for (var i = 0; i < MostDays && open > TimeSpan.Zero; i++)
        {
            foreach (var (start, end) in OpenOn(day.AddDays(i)))
            {
                var from = start < utc ? utc : start;
                if (from >= end)
                {
                    continue;
                }

                if (open <= end - from)
                {
                    return from + open;
                }

                open -= end - from;
                last = end;
            }
        }

        return last;
    }

    /// <summary>The instant, UTC, at which the town hall closes on the last of that many days of opening, the day after being the first.</summary>
    public DateTime AddDays(DateTime utc, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = FrenchDates.DayOf(utc);
        var last = utc;
        for (var i = 1; i <= MostDays && days > 0; i++)
        {
            if (IsOpenOn(day.AddDays(i)))
            {
                days--;
                last = OpenOn(day.AddDays(i)).Last().End;
            }
        }

        return last;
    }

    /// <summary>How long the town hall was open between two instants in UTC.</summary>
    public TimeSpan OpenTime(DateTime from, DateTime to)
    {
        var open = TimeSpan.Zero;
        for (var day = FrenchDates.DayOf(from); day <= FrenchDates.DayOf(to); day = day.AddDays(1))
        {
            foreach (var (start, end) in OpenOn(day))
            {
                var (first, last) = (start < from ? from : start, end > to ? to : end);
                open += first < last ? last - first : TimeSpan.Zero;
            }
        }

        return open;
    }

    /// <summary>The days of opening between two instants in UTC, the day of the first left out and that of the second counted.</summary>
    public int OpenDays(DateTime from, DateTime to)
    {
        var days = 0;
        for (var day = FrenchDates.DayOf(from).AddDays(1); day <= FrenchDates.DayOf(to); day = day.AddDays(1))
        {
            days += IsOpenOn(day) ? 1 : 0;
        }

        return days;
    }

    /// <summary>Whether the town hall opens on that day.</summary>
    public bool IsOpenOn(DateOnly day) => _week[(int)day.DayOfWeek].Count > 0 && !_holidays.IsHoliday(day) && OpenOn(day).Any();

    private IEnumerable<(DateTime Start, DateTime End)> OpenOn(DateOnly day)
    {
        var week = _week[(int)day.DayOfWeek];
        if (week.Count == 0 || _holidays.IsHoliday(day))
        {
            yield break;
        }

        foreach (var (first, last, offset) in PartsOf(day))
        {
            var midnight = new DateTime(day, TimeOnly.MinValue, DateTimeKind.Utc) - offset;
            foreach (var (opens, closes) in week)
            {
                var (start, end) = (midnight + opens, midnight + closes);
                start = start < first ? first : start;
                end = end > last ? last : end;
                if (start < end)
                {
                    yield return (start, end);
                }
            }
        }
    }

    // A day has one offset from UTC, or two when the clocks change on it: an hour that is skipped is not open, one that comes twice is open twice.
    private static IEnumerable<(DateTime First, DateTime Last, TimeSpan Offset)> PartsOf(DateOnly day)
    {
        var (first, last) = (Midnight(day), Midnight(day.AddDays(1)));
        var (before, after) = (FrenchDates.Zone.GetUtcOffset(first), FrenchDates.Zone.GetUtcOffset(last));
        if (before == after)
        {
            return [(first, last, before)];
        }

        var (low, high) = (0, (int)(last - first).TotalMinutes);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = FrenchDates.Zone.GetUtcOffset(first.AddMinutes(middle)) == before ? (middle + 1, high) : (low, middle);
        }

        var change = first.AddMinutes(low);
        return [(first, change, before), (change, last, after)];
    }

    // Clocks change at 1 h UTC: midnight always exists in Paris, and once.
    private static DateTime Midnight(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), FrenchDates.Zone);

    // Two openings that touch or overlap are one.
    private static void Add(List<(TimeSpan Opens, TimeSpan Closes)> day, TimeSpan opens, TimeSpan closes)
    {
        if (day.Count > 0 && opens <= day[^1].Closes)
        {
            day[^1] = (day[^1].Opens, closes > day[^1].Closes ? closes : day[^1].Closes);
            return;
        }

        day.Add((opens, closes));
    }
}
