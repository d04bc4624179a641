using System.Globalization;

namespace Beffroi.Portal.Delais;

/// <summary>Legal time: the dates of acts are those of Europe/Paris.</summary>
public static class LegalDates
{
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The time zone of legal time in metropolitan France.</summary>
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The civil date in Paris of an instant.</summary>
    public static DateOnly ParisDate(DateTime utc) => DateOnly.FromDateTime(ParisTime(utc));

    /// <summary>The legal time in Paris of an instant.</summary>
    public static DateTime ParisTime(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Paris);

    /// <summary>A date in letters: « 1er mai 2026 ».</summary>
    public static string InWords(DateOnly date) => date.Day == 1
        ? "1er\u00a0" + date.ToString("MMMM yyyy", s_french)
        : date.ToString("d\u00a0MMMM yyyy", s_french);

    /// <summary>An instant in letters, in legal time: « mardi 24 novembre 2026 à 14 h 05 ».</summary>
    public static string InWordsWithTime(DateTime utc)
    {
        var paris = ParisTime(utc);
        return $"{paris.ToString("dddd", s_french)} {InWords(DateOnly.FromDateTime(paris))} à {paris.Hour}\u00a0h\u00a0{paris.Minute:00}";
    }
}
