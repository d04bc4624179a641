using System.Globalization;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>Whole months that statistics are about, as an address names them: <c>de=2026-01&amp;a=2026-03</c>.</summary>
/// <param name="First">The first day of the first month.</param>
/// <param name="LastMonth">The first day of the last month.</param>
public sealed record StatPeriod(DateOnly First, DateOnly LastMonth)
{
    private const string Form = "yyyy-MM";
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    // Far more than any commune has, and yet one page of months.
    private const int MostMonths = 60;

    /// <summary>The last day.</summary>
    public DateOnly Last => LastMonth.AddMonths(1).AddDays(-1);

    /// <summary>The number of months.</summary>
    public int Months => ((LastMonth.Year - First.Year) * 12) + LastMonth.Month - First.Month + 1;

    /// <summary>The first month in an address.</summary>
    public string From => First.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The last month in an address.</summary>
    public string To => LastMonth.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>« novembre 2026 », « janvier 2026 à mars 2026 ».</summary>
    public string Label => First == LastMonth ? NameOf(First) : $"{NameOf(First)} à {NameOf(LastMonth)}";

    /// <summary>« novembre 2026 ».</summary>
    public static string NameOf(DateOnly month) => month.ToString("MMMM", s_french) + French.NoBreak + month.Year.ToString(CultureInfo.InvariantCulture);

    /// <summary>One month.</summary>
    public static StatPeriod Month(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, 1));

    /// <summary>The last months, the present one included.</summary>
    public static StatPeriod LastMonths(DateOnly today, int months) => new(Month(today).First.AddMonths(1 - months), Month(today).First);

    /// <summary>The last twelve months that are over.</summary>
    public static StatPeriod TwelveFull(DateOnly today) => LastMonths(Month(today).First.AddDays(-1), 12);

    /// <summary>A civil year, up to today's month in the present one.</summary>
    public static StatPeriod Year(int year, DateOnly today) => new(new DateOnly(year, 1, 1), year == today.Year ? Month(today).First : new DateOnly(year, 12, 1));

    /// <summary>Reads an address; the last twelve months without one, null when it cannot be read.</summary>
    public static StatPeriod? Read(string? from, string? to, DateOnly today)
    {
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
        {
            return LastMonths(today, 12);
        }

        return MonthOf(from) is { } first && MonthOf(to) is { } last && first <= last && new StatPeriod(first, last) is { Months: <= MostMonths } period ? period : null;
    }

    /// <summary>Reads a month, such as <c>2026-10</c>; null when it is none.</summary>
    public static DateOnly? MonthOf(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 2000 and < 2200 ? month : null;
}
