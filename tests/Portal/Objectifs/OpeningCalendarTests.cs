using System.Globalization;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Tests.Delais;
using CsCheck;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>The hours of a town hall against who counts its minutes one by one on the clock of Paris.</summary>
public sealed class OpeningCalendarTests
{
    private static readonly TimeZoneInfo s_paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    // A few openings, any minute of any day: also at night, when the clocks change, and some that touch or overlap.
    private static readonly Gen<List<OpeningHours>> s_week =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1438], Gen.Int[1, 700], (day, opens, length) => Hours((DayOfWeek)day, Minute(opens), Minute(Math.Min(1439, opens + length)))).List[1, 9];

    // Weeks that hold a change of clock, Christmas, Easter, and any other.
    private static readonly string[] s_days = ["2026-03-27", "2026-10-23", "2026-12-24", "2027-03-25", "2027-03-27", "2027-10-30", "2026-05-05", "2026-06-16"];

    private static readonly Gen<DateTime> s_instant = Gen.Select(
        Gen.Int[0, s_days.Length - 1], Gen.Int[0, 4 * 1440],
        (day, minutes) => DateTime.SpecifyKind(DateTime.Parse(s_days[day], CultureInfo.InvariantCulture), DateTimeKind.Utc).AddMinutes(minutes));

    [Fact]
    public void Add_AgreesWithCountingMinuteByMinute() =>
        Gen.Select(s_week, s_instant, Gen.Int[0, 1200], Gen.Bool).Sample((week, from, minutes, alsace) =>
        {
            // Two weeks' worth at most: the oracle walks through every minute of the year.
            minutes %= 1 + week.Sum(row => 2 * (int)(row.Closes - row.Opens).TotalMinutes);

            Assert.Equal(Counted(week, alsace, from, minutes), Calendar(week, alsace).Add(from, TimeSpan.FromMinutes(minutes)));
        }, iter: 200);

    [Fact]
    public void OpenTime_AgreesWithCountingMinuteByMinute() =>
        Gen.Select(s_week, s_instant, Gen.Int[0, 6 * 1440], Gen.Bool).Sample((week, from, minutes, alsace) =>
        {
            var open = Enumerable.Range(0, minutes).Count(minute => IsOpen(week, alsace, from.AddMinutes(minute)));

            Assert.Equal(TimeSpan.FromMinutes(open), Calendar(week, alsace).OpenTime(from, from.AddMinutes(minutes)));
        }, iter: 200);

    [Fact]
    public void Days_AgreeWithCountingMinuteByMinute() =>
        Gen.Select(s_week, s_instant, Gen.Int[1, 8], Gen.Bool).Sample((week, from, days, alsace) =>
        {
            var calendar = Calendar(week, alsace);
            var end = calendar.AddDays(from, days);

            // The town hall closes then, it was open the minute before, and that many days of opening came in between.
            Assert.True(IsOpen(week, alsace, end.AddMinutes(-1)));
            Assert.Equal(days, OpenDays(week, alsace, from, end));
            Assert.Equal(days, calendar.OpenDays(from, end));
            var day = Paris(end.AddMinutes(-1)).Date;
            for (var minute = end; Paris(minute).Date == day; minute = minute.AddMinutes(1))
            {
                Assert.False(IsOpen(week, alsace, minute));
            }
        }, iter: 60);

    [Fact]
    public void Add_InTwoParts_IsTheSameAsAtOnce() =>
        Gen.Select(s_week, s_instant, Gen.Int[0, 3000], Gen.Int[0, 3000]).Sample((week, from, first, second) =>
        {
            var calendar = Calendar(week, alsace: false);
            var most = 1 + week.Sum(row => 2 * (int)(row.Closes - row.Opens).TotalMinutes);
            (first, second) = (first % most, second % most);
            var (a, b) = (TimeSpan.FromMinutes(first), TimeSpan.FromMinutes(second));

            Assert.Equal(calendar.Add(from, a + b), calendar.Add(calendar.Add(from, a), b));
            Assert.Equal(a, calendar.OpenTime(from, calendar.Add(from, a)));
        });

    [Theory]
    // A day of town hall is six hours here: what is left of Friday evening is done on Monday.
    [InlineData(false, "2026-11-27T15:00Z", 2, "2026-11-30T09:00Z")]
    // Christmas, and the day after it in Metz only.
    [InlineData(false, "2026-12-24T15:00Z", 2, "2026-12-28T09:00Z")]
    // Good Friday of 2027 is a holiday in Metz, Easter Monday everywhere.
    [InlineData(false, "2027-03-25T15:00Z", 2, "2027-03-26T09:00Z")]
    [InlineData(true, "2027-03-25T15:00Z", 2, "2027-03-30T08:00Z")]
    // Over both changes of clock the wall clock says the same.
    [InlineData(false, "2026-03-27T15:00Z", 2, "2026-03-30T08:00Z")]
    [InlineData(false, "2026-10-23T14:00Z", 2, "2026-10-26T09:00Z")]
    public void Add_HoursOfAUsualWeek_EndsWhenTheTownHallHasBeenOpenThatLong(bool alsace, string from, int hours, string end)
    {
        var calendar = Calendar([], alsace);

        Assert.True(calendar.IsUsual);
        Assert.Equal(Utc(end), calendar.Add(Utc(from), TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void Add_ThroughTheHourThatIsSkippedAndTheOneThatComesTwice_CountsTheTimeThatPasses()
    {
        // A town hall that is open on Sunday from 1:30 to 3:30.
        List<OpeningHours> week = [Hours(DayOfWeek.Sunday, new(1, 30), new(3, 30))];

        Assert.Equal(TimeSpan.FromHours(1), Calendar(week, false).OpenTime(Utc("2026-03-28T12:00Z"), Utc("2026-03-29T12:00Z")));
        Assert.Equal(TimeSpan.FromHours(3), Calendar(week, false).OpenTime(Utc("2026-10-24T12:00Z"), Utc("2026-10-25T12:00Z")));
    }

    [Fact]
    public void Add_MoreThanTenYears_Ends() => Assert.True(
        Calendar([Hours(DayOfWeek.Monday, new(9, 0), new(9, 1))], false).Add(Utc("2026-11-27T15:00Z"), TimeSpan.FromHours(500)) < Utc("2037-01-01T00:00Z"));

    private static OpeningCalendar Calendar(List<OpeningHours> week, bool alsace) => new(week, LegalCalendar.Of(alsace ? HolidayZone.AlsaceMoselle : HolidayZone.Metropole));

    private static DateTime Counted(List<OpeningHours> week, bool alsace, DateTime from, int minutes)
    {
        var at = from;
        for (; minutes > 0; at = at.AddMinutes(1))
        {
            minutes -= IsOpen(week, alsace, at) ? 1 : 0;
        }

        return at;
    }

    private static int OpenDays(List<OpeningHours> week, bool alsace, DateTime from, DateTime to)
    {
        var days = new HashSet<DateTime>();
        for (var at = from; at < to; at = at.AddMinutes(1))
        {
            if (IsOpen(week, alsace, at) && Paris(at).Date > Paris(from).Date)
            {
                days.Add(Paris(at).Date);
            }
        }

        return days.Count;
    }

    private static bool IsOpen(List<OpeningHours> week, bool alsace, DateTime utc)
    {
        var paris = Paris(utc);
        return !LawOracle.IsHoliday(DateOnly.FromDateTime(paris), alsace)
            && week.Exists(row => row.Day == paris.DayOfWeek && row.Opens <= TimeOnly.FromDateTime(paris) && TimeOnly.FromDateTime(paris) < row.Closes);
    }

    private static DateTime Paris(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, s_paris);

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static TimeOnly Minute(int minute) => new(minute / 60, minute % 60);

    private static OpeningHours Hours(DayOfWeek day, TimeOnly opens, TimeOnly closes) => new() { Id = Guid.CreateVersion7(), CommuneId = Guid.CreateVersion7(), Day = day, Opens = opens, Closes = closes };
}
