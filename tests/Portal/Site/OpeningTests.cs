using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Site;

namespace Beffroi.Portal.Tests.Site;

public sealed class OpeningTests
{
    private static readonly Opening s_week = new(
        [.. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
            .SelectMany(day => new[] { Row(day, 9, 12), Row(day, 14, 17) })],
        LegalCalendar.Of(HolidayZone.Metropole));

    [Theory]
    [InlineData("2026-11-24T08:30:00Z", true, "Ouvert jusqu’à 12 h", "2026-11-24T11:00:00Z")]
    [InlineData("2026-11-24T11:00:00Z", false, "Fermé, ouvre à 14 h", "2026-11-24T13:00:00Z")]
    [InlineData("2026-11-24T16:00:00Z", false, "Fermé, ouvre demain à 9 h", "2026-11-24T23:00:00Z")]
    [InlineData("2026-11-27T17:00:00Z", false, "Fermé, ouvre lundi à 9 h", "2026-11-27T23:00:00Z")]
    [InlineData("2026-12-25T10:00:00Z", false, "Fermé, jour férié, ouvre lundi à 9 h", "2026-12-25T23:00:00Z")]
    [InlineData("2026-07-21T07:30:00Z", true, "Ouvert jusqu’à 12 h", "2026-07-21T10:00:00Z")]
    public void At_Instant_SaysWhatTheDoorSays(string utc, bool open, string text, string changes)
    {
        var now = s_week.At(Utc(utc))!;

        Assert.Equal(open, now.IsOpen);
        Assert.Equal(text, now.Text.Replace('\u00A0', ' '));
        Assert.Equal(Utc(changes), now.ChangesAt);
    }

    [Fact]
    public void At_NoHours_SaysNothing() => Assert.Null(new Opening([], LegalCalendar.Of(HolidayZone.Metropole)).At(Utc("2026-11-24T08:30:00Z")));

    [Fact]
    public void Summary_SameDays_AreOneLine()
    {
        var line = Assert.Single(s_week.Summary());
        Assert.Equal("Lundi au vendredi", line.Days);
        Assert.Equal("9 h – 12 h, 14 h – 17 h", line.Hours.Replace('\u00A0', ' '));
    }

    private static OpeningHours Row(DayOfWeek day, int opens, int closes) => new()
    {
        Id = Guid.CreateVersion7(),
        CommuneId = Guid.Empty,
        Day = day,
        Opens = new TimeOnly(opens, 0),
        Closes = new TimeOnly(closes, 0),
        Confirmed = true,
    };

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
