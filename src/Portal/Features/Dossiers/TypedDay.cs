using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>A past day that an agent types for what happened at the counter or by post.</summary>
internal static class TypedDay
{
    /// <summary>The instant that stands for it, UTC: now for today, noon in legal time for a day before.</summary>
    /// <exception cref="DossierFieldException">The day is before <paramref name="since"/>, or to come.</exception>
    public static DateTime Instant(DateOnly day, DateTime since, DateTime now, string field)
    {
        var (first, today) = (FrenchDates.DayOf(since), FrenchDates.DayOf(now));
        if (day < first || day > today)
        {
            throw new DossierFieldException(field, day > today
                ? "Cette date est à venir. Saisissez le jour où cela s’est fait."
                : $"Choisissez un jour à partir du {FrenchDates.Date(first)}.");
        }

        if (day == today)
        {
            return now;
        }

        var noon = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Unspecified), FrenchDates.Zone);
        return noon < since ? since : noon;
    }
}
