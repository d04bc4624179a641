using System.Globalization;

namespace Beffroi.Web.Text;

/// <summary>Dates and hours as a town hall writes them, in legal time of metropolitan France (Europe/Paris); instants come in UTC.</summary>
public static class FrenchDates
{
    private static readonly string[] ShortMonths =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    /// <summary>Europe/Paris.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The wall clock in Paris at an instant given in UTC.</summary>
    public static DateTime ToParis(DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary>The day in Paris at an instant given in UTC.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(ToParis(utc));

    /// <summary>« mardi 24 novembre 2026 ».</summary>
    public static string LongDate(DateOnly day) =>
        $"{day.ToString("dddd", French.Culture)} {Date(day)}";

    /// <summary>« 24 novembre 2026 », « 1er décembre 2026 ».</summary>
    public static string Date(DateOnly day) =>
        $"{DayNumber(day)}{French.NoBreak}{day.ToString("MMMM", French.Culture)}{French.NoBreak}{day.Year}";

    /// <summary>« 24 nov. 2026 », without the year when it is that of <paramref name="today"/>.</summary>
    public static string ShortDate(DateOnly day, DateOnly? today = null) =>
        $"{DayNumber(day)}{French.NoBreak}{ShortMonths[day.Month - 1]}"
        + (today?.Year == day.Year ? "" : $"{French.NoBreak}{day.Year}");

    /// <summary>« 14 h 05 », « 9 h ».</summary>
    public static string Hour(TimeOnly time) =>
        time.Minute == 0
            ? $"{time.Hour}{French.NoBreak}h"
            : $"{time.Hour}{French.NoBreak}h{French.NoBreak}{time.Minute:00}";

    /// <summary>« à 14 h 05 ».</summary>
    public static string AtHour(DateTime utc) => $"à{French.NoBreak}{Hour(TimeOnly.FromDateTime(ToParis(utc)))}";

    /// <summary>« mardi 24 novembre 2026 à 14 h 05 ».</summary>
    public static string LongDateTime(DateTime utc) => $"{LongDate(DayOf(utc))} {AtHour(utc)}";

    /// <summary>« 24 nov. 2026 à 14 h 05 ».</summary>
    public static string ShortDateTime(DateTime utc, DateOnly? today = null) => $"{ShortDate(DayOf(utc), today)} {AtHour(utc)}";

    /// <summary>How far an instant is: « à l’instant », « il y a 20 min », « il y a 2 h », « hier », « 18 nov. », « dans 3 jours ».</summary>
    public static string Relative(DateTime utc, DateTime nowUtc)
    {
        var today = DayOf(nowUtc);
        var day = DayOf(utc);
        var days = day.DayNumber - today.DayNumber;
        var gone = nowUtc - utc;

        if (days == 0)
        {
            return SameDay(gone);
        }

        return days switch
        {
            -1 when gone < TimeSpan.FromHours(6) => SameDay(gone),
            -1 => "hier",
            1 => "demain",
            > 1 and <= 60 => $"dans {French.Count(days, "jour")}",
            _ => ShortDate(day, today),
        };
    }

    /// <summary>How far a day limit is: « en retard de 1 jour », « aujourd’hui », « demain », « dans 3 jours ».</summary>
    public static string Due(DateOnly limit, DateOnly today) => (limit.DayNumber - today.DayNumber) switch
    {
        < 0 and var late => $"en retard de {French.Count(-late, "jour")}",
        0 => "aujourd’hui",
        1 => "demain",
        var days => $"dans {French.Count(days, "jour")}",
    };

    /// <summary>The machine's form of an instant, for <c>datetime</c>: « 2026-11-24T13:05:00Z ».</summary>
    public static string Machine(DateTime utc) =>
        DateTime.SpecifyKind(utc, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string SameDay(TimeSpan gone) => gone switch
    {
        { TotalSeconds: >= -60 and < 60 } => "à l’instant",
        { TotalMinutes: >= 1 and < 60 } => $"il y a {(int)gone.TotalMinutes}{French.NoBreak}min",
        { TotalHours: >= 1 } => $"il y a {(int)gone.TotalHours}{French.NoBreak}h",
        { TotalMinutes: > -60 } => $"dans {(int)-gone.TotalMinutes}{French.NoBreak}min",
        _ => $"dans {(int)-gone.TotalHours}{French.NoBreak}h",
    };

    private static string DayNumber(DateOnly day) => day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
}
