using System.Globalization;
using System.Net.Mail;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Dossiers.Horloge;

namespace Beffroi.Portal.Features.Administration;

/// <summary>The contact details and the week of a town hall, as they are typed.</summary>
public sealed class TownHallForm
{
    /// <summary>The days in the order of the week.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Street address.</summary>
    public string? Adresse { get; set; }

    /// <summary>Phone.</summary>
    public string? Telephone { get; set; }

    /// <summary>Public e-mail address.</summary>
    public string? Courriel { get; set; }

    /// <summary>The mayor.</summary>
    public string? Maire { get; set; }

    /// <summary>How many days before a legal date agents are told.</summary>
    public string? AlertesJours { get; set; }

    /// <summary>The openings of each day of <see cref="Week"/>, such as « 9:00-12:00, 14:00-17:00 »; empty when closed.</summary>
    public List<string?> Horaires { get; set; } = [];

    /// <summary>What stands in the database, ready to be changed.</summary>
    public static TownHallForm From(Commune commune, IReadOnlyList<OpeningHours> openings) => new()
    {
        Adresse = commune.Adresse,
        Telephone = commune.Telephone,
        Courriel = commune.Courriel,
        Maire = commune.Maire,
        AlertesJours = commune.AlertesJours,
        Horaires = [.. Week.Select(day => (string?)string.Join(", ", openings.Where(row => row.Day == day).OrderBy(row => row.Opens)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Opens:H:mm}-{row.Closes:H:mm}"))))],
    };

    /// <summary>What is to be mended: field and message.</summary>
    public IEnumerable<(string Field, string Message)> Errors()
    {
        if (Courriel is { Length: > 0 } && (Courriel.Length > 254 || !MailAddress.TryCreate(Courriel.Trim(), out _)))
        {
            yield return (nameof(Courriel), "Saisissez une adresse électronique complète, par exemple mairie@commune.fr.");
        }

        foreach (var (field, value) in ((string, string?)[])[(nameof(Adresse), Adresse), (nameof(Telephone), Telephone), (nameof(Maire), Maire)])
        {
            if (value is not null && (value.Length > 200 || value.Any(char.IsControl)))
            {
                yield return (field, "Écrivez sur une ligne, en 200 caractères au plus.");
            }
        }

        if (AlertesJours?.Length > 40 || AlarmDays.Read(AlertesJours) is null)
        {
            yield return (nameof(AlertesJours), $"Écrivez cinq nombres de jours au plus, de 0 à {AlarmDays.Most}, par exemple {AlarmDays.Default}.");
        }

        for (var i = 0; i < Week.Count; i++)
        {
            if (OpeningsOf(i) is null)
            {
                yield return ($"Horaires[{i}]", "Écrivez les heures comme « 9:00-12:00, 14:00-17:00 », ou laissez vide si la mairie est fermée.");
            }
        }
    }

    /// <summary>The openings of a day, or null when they cannot be read.</summary>
    public IReadOnlyList<(TimeOnly Opens, TimeOnly Closes)>? OpeningsOf(int day)
    {
        var text = Horaires.ElementAtOrDefault(day) ?? "";
        var openings = new List<(TimeOnly, TimeOnly)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Replace('–', '-').Replace('h', ':').Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || !Read(ends[0], out var opens) || !Read(ends[1], out var closes)
                || closes <= opens || openings.Exists(before => opens < before.Item2) || openings.Count == 4)
            {
                return null;
            }

            openings.Add((opens, closes));
        }

        return openings;
    }

    private static bool Read(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.EndsWith(':') ? text + "00" : text, ["H:mm", "HH:mm", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
