namespace Beffroi.Portal.Tests.Delais;

/// <summary>The same law counted on the fingers, day after day, from the published list of holidays; shares no code with the library.</summary>
internal static class LawOracle
{
    private static readonly Dictionary<DateOnly, string> s_holidays = Read();

    public static IEnumerable<DateOnly> Days(int firstYear, int lastYear)
    {
        for (var day = new DateOnly(firstYear, 1, 1); day.Year <= lastYear; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    public static bool IsHoliday(DateOnly day, bool alsace) => s_holidays.TryGetValue(day, out var zone) && (zone == "metropole" || alsace);

    public static bool IsWorked(DateOnly day, bool alsace) =>
        day.DayOfWeek != DayOfWeek.Saturday && day.DayOfWeek != DayOfWeek.Sunday && !IsHoliday(day, alsace);

    public static DateOnly Worked(DateOnly day, int count, bool alsace)
    {
        var worked = 0;
        var walk = day;
        while (worked < count)
        {
            walk = walk.AddDays(1);
            worked += IsWorked(walk, alsace) ? 1 : 0;
        }

        return walk;
    }

    /// <summary>Walks to the month, then to the day number or to the last day before the next month.</summary>
    public static DateOnly Months(DateOnly day, int months)
    {
        var walk = day;
        for (var passed = 0; passed < months;)
        {
            walk = walk.AddDays(1);
            passed += walk.Day == 1 ? 1 : 0;
        }

        while (walk.Day < day.Day && walk.AddDays(1).Day != 1)
        {
            walk = walk.AddDays(1);
        }

        return walk;
    }

    public static DateOnly Franc(DateOnly day, int months, bool alsace)
    {
        var walk = Months(day, months).AddDays(1);
        while (!IsWorked(walk, alsace))
        {
            walk = walk.AddDays(1);
        }

        return walk;
    }

    private static Dictionary<DateOnly, string> Read()
    {
        var holidays = Fixture.Lines("jours-feries.csv").Skip(1).Select(line => line.Split(','))
            .ToDictionary(row => DateOnly.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), row => row[2]);
        // The list ends with 2035; delays that start then end in the first half of 2036 (Easter on 13 April).
        foreach (var (month, day, zone) in new[]
                 {
                     (1, 1, "metropole"), (4, 11, "alsace-moselle"), (4, 14, "metropole"), (5, 1, "metropole"), (5, 8, "metropole"),
                     (5, 22, "metropole"), (6, 2, "metropole"), (7, 14, "metropole"), (8, 15, "metropole"),
                 })
        {
            holidays[new DateOnly(2036, month, day)] = zone;
        }

        return holidays;
    }
}

internal static class Fixture
{
    public static string Text(string name)
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream("delais." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static string[] Lines(string name) => Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
