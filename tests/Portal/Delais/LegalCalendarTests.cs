using Beffroi.Portal.Delais;
using Beffroi.Web.Text;
using CsCheck;

namespace Beffroi.Portal.Tests.Delais;

public sealed class LegalCalendarTests
{
    [Theory]
    [InlineData(HolidayZone.Metropole, false)]
    [InlineData(HolidayZone.AlsaceMoselle, true)]
    public void IsHoliday_EveryDayFrom2020To2035_AgreesWithThePublishedList(HolidayZone zone, bool alsace)
    {
        var calendar = LegalCalendar.Of(zone);

        var wrong = LawOracle.Days(2020, 2035).Where(day => calendar.IsHoliday(day) != LawOracle.IsHoliday(day, alsace));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(HolidayZone.Metropole, false)]
    [InlineData(HolidayZone.AlsaceMoselle, true)]
    public void Delays_FromEveryDay2024To2035_AgreeWithCountingOnTheFingers(HolidayZone zone, bool alsace)
    {
        var calendar = LegalCalendar.Of(zone);

        foreach (var day in LawOracle.Days(2024, 2035))
        {
            Assert.Equal(LawOracle.Worked(day, 1, alsace), calendar.AddJoursOuvres(day, 1));
            Assert.Equal(LawOracle.Worked(day, 10, alsace), calendar.AddJoursOuvres(day, 10));
            Assert.Equal(LawOracle.Franc(day, 2, alsace), calendar.FrancMonths(day, 2));
            foreach (var months in (int[])[1, 2, 3, 4])
            {
                Assert.Equal(LawOracle.Months(day, months), LegalCalendar.AddMonths(day, months));
            }
        }
    }

    [Fact]
    public void AddMonths_AnyLength_AgreesWithCountingOnTheFingers() =>
        Gen.Select(Gen.Int[0, 4382], Gen.Int[1, 36]).Sample((offset, months) =>
        {
            var day = new DateOnly(2024, 1, 1).AddDays(offset);
            return LegalCalendar.AddMonths(day, months) == LawOracle.Months(day, months);
        });

    [Theory]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2023-12-31", 2, "2024-02-29")]
    [InlineData("2024-12-31", 2, "2025-02-28")]
    [InlineData("2028-01-30", 1, "2028-02-29")]
    public void AddMonths_WhereTheDayNumberIsMissing_EndsOnTheLastOfTheMonth(string from, int months, string end) =>
        Assert.Equal(Day(end), LegalCalendar.AddMonths(Day(from), months));

    [Fact]
    public void ParisDate_AnyInstant_FollowsTheEuropeanRuleOfSummerTime() =>
        Gen.Long[new DateTime(2024, 1, 1).Ticks, new DateTime(2036, 1, 1).Ticks].Sample(ticks =>
        {
            var utc = new DateTime(ticks, DateTimeKind.Utc);
            return FrenchDates.DayOf(utc) == DateOnly.FromDateTime(utc.AddHours(IsSummer(utc) ? 2 : 1));
        });

    [Theory]
    [InlineData("2026-03-28T22:59:59", "2026-03-28")]
    [InlineData("2026-03-28T23:00:00", "2026-03-29")]
    [InlineData("2026-03-29T21:59:59", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00", "2026-03-30")]
    [InlineData("2026-10-24T22:00:00", "2026-10-25")]
    [InlineData("2026-10-25T22:59:59", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00", "2026-10-26")]
    public void ParisDate_AroundBothClockChanges_TurnsAtLegalMidnight(string utc, string date) =>
        Assert.Equal(Day(date), FrenchDates.DayOf(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)));

    private static bool IsSummer(DateTime utc) => utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10);

    private static DateTime LastSunday(int year, int month)
    {
        var day = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        while (day.DayOfWeek != DayOfWeek.Sunday)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
