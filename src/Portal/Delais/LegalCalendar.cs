using System.Globalization;
using System.Text.Json;

namespace Beffroi.Portal.Delais;

/// <summary>The zones that have public holidays of their own.</summary>
public enum HolidayZone
{
    /// <summary>The eleven holidays of the labour code (L3133-1).</summary>
    Metropole,

    /// <summary>Two more in Bas-Rhin, Haut-Rhin and Moselle (L3134-13).</summary>
    AlsaceMoselle,
}

/// <summary>Public holidays and working days of a zone; the rules are data, with their source.</summary>
public sealed class LegalCalendar
{
    private static readonly Lazy<LegalCalendar> s_metropole = new(() => new LegalCalendar(HolidayZone.Metropole));
    private static readonly Lazy<LegalCalendar> s_alsaceMoselle = new(() => new LegalCalendar(HolidayZone.AlsaceMoselle));

    private readonly HashSet<(int Month, int Day)> _fixed = [];
    private readonly HashSet<int> _afterEaster = [];

    private LegalCalendar(HolidayZone zone)
    {
        using var stream = typeof(LegalCalendar).Assembly.GetManifestResourceStream("Beffroi.Portal.Delais.jours-feries.json")!;
        using var rules = JsonDocument.Parse(stream);
        Read(rules.RootElement);
        if (zone == HolidayZone.AlsaceMoselle)
        {
            Read(rules.RootElement.GetProperty("alsace_moselle"));
        }
    }

    /// <summary>The calendar of a zone.</summary>
    public static LegalCalendar Of(HolidayZone zone) => (zone == HolidayZone.Metropole ? s_metropole : s_alsaceMoselle).Value;

    /// <summary>The calendar of a commune, by its département.</summary>
    public static LegalCalendar OfDepartement(string code) => Of(ZoneOf(code));

    /// <summary>The zone of a département.</summary>
    public static HolidayZone ZoneOf(string departement) =>
        departement is "57" or "67" or "68" ? HolidayZone.AlsaceMoselle : HolidayZone.Metropole;

    /// <summary>Whether the day is a public holiday.</summary>
    public bool IsHoliday(DateOnly day) =>
        _fixed.Contains((day.Month, day.Day)) || _afterEaster.Contains(day.DayNumber - Easter(day.Year).DayNumber);

    /// <summary>Whether the day is a <i>jour ouvré</i>: Monday to Friday, no holiday.</summary>
    public bool IsJourOuvre(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The last day of a delay of working days that starts the day after.</summary>
    public DateOnly AddJoursOuvres(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsJourOuvre(day))
            {
                count--;
            }
        }

        return day;
    }

    /// <summary>The end of a delay in months: the same day number, or the last of the month where it does not exist.</summary>
    public static DateOnly AddMonths(DateOnly day, int months) => day.AddMonths(months);

    /// <summary>The last day of a <i>délai franc</i> in months: one day more, moved past Saturdays, Sundays and holidays (CJA R421-1, CPC 642).</summary>
    public DateOnly FrancMonths(DateOnly day, int months)
    {
        var end = AddMonths(day, months).AddDays(1);
        while (!IsJourOuvre(end))
        {
            end = end.AddDays(1);
        }

        return end;
    }

    private void Read(JsonElement rules)
    {
        foreach (var rule in rules.GetProperty("fixes").EnumerateArray())
        {
            var date = rule[0].GetString()!;
            _fixed.Add((int.Parse(date.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(date.AsSpan(3, 2), CultureInfo.InvariantCulture)));
        }

        foreach (var rule in rules.GetProperty("paques_plus_jours").EnumerateArray())
        {
            _afterEaster.Add(rule[0].GetInt32());
        }
    }

    // Gregorian Easter (Meeus, Jones, Butcher).
    private static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var d = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var e = (32 + (2 * (b % 4)) + (2 * (c / 4)) - d - (c % 4)) % 7;
        var f = d + e - (7 * ((a + (11 * d) + (22 * e)) / 451)) + 114;
        return new DateOnly(year, f / 31, (f % 31) + 1);
    }
}
