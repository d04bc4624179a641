using Beffroi.Web.Text;

namespace Beffroi.Web.Tests;

public sealed class FrenchDatesTests
{
    private static readonly DateTime Now = new(2026, 11, 24, 13, 5, 0, DateTimeKind.Utc);

    [Fact]
    public void LongDateTime_IsInParisTime() =>
        Assert.Equal("mardi 24 novembre 2026 à 14 h 05", Plain(FrenchDates.LongDateTime(Now)));

    [Fact]
    public void LongDateTime_InSummer_FollowsSummerTime() =>
        Assert.Equal("mercredi 1er juillet 2026 à 0 h 30", Plain(FrenchDates.LongDateTime(new DateTime(2026, 6, 30, 22, 30, 0, DateTimeKind.Utc))));

    [Fact]
    public void ShortDate_OfTheSameYear_LeavesTheYearOut()
    {
        var today = new DateOnly(2026, 11, 24);

        Assert.Equal("18 nov.", Plain(FrenchDates.ShortDate(new DateOnly(2026, 11, 18), today)));
        Assert.Equal("18 nov. 2025", Plain(FrenchDates.ShortDate(new DateOnly(2025, 11, 18), today)));
    }

    [Theory]
    [InlineData(0, "à l’instant")]
    [InlineData(-20, "il y a 20 min")]
    [InlineData(-120, "il y a 2 h")]
    [InlineData(45, "dans 45 min")]
    [InlineData(120, "dans 2 h")]
    [InlineData(-24 * 60, "hier")]
    [InlineData(24 * 60, "demain")]
    [InlineData(3 * 24 * 60, "dans 3 jours")]
    [InlineData(-6 * 24 * 60, "18 nov.")]
    public void Relative_SaysHowFar(int minutes, string expected) =>
        Assert.Equal(expected, Plain(FrenchDates.Relative(Now.AddMinutes(minutes), Now)));

    [Fact]
    public void Relative_JustAfterMidnight_CountsMinutesNotDays()
    {
        var now = new DateTime(2026, 11, 23, 23, 10, 0, DateTimeKind.Utc);

        Assert.Equal("il y a 20 min", Plain(FrenchDates.Relative(now.AddMinutes(-20), now)));
    }

    [Theory]
    [InlineData(-1, "en retard de 1 jour")]
    [InlineData(-2, "en retard de 2 jours")]
    [InlineData(0, "aujourd’hui")]
    [InlineData(1, "demain")]
    [InlineData(9, "dans 9 jours")]
    public void Due_SaysHowFarTheLimitIs(int days, string expected)
    {
        var today = new DateOnly(2026, 11, 24);

        Assert.Equal(expected, Plain(FrenchDates.Due(today.AddDays(days), today)));
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
