namespace Beffroi.Portal.Delais;

/// <summary>Legal time: the dates of acts are those of Europe/Paris.</summary>
public static class LegalDates
{
    /// <summary>The time zone of legal time in metropolitan France.</summary>
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The civil date in Paris of an instant.</summary>
    public static DateOnly ParisDate(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Paris));
}
