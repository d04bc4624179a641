using System.Globalization;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>Time for a commune as an agent types it.</summary>
public sealed class TimeForm
{
    /// <summary>What is said when a time cannot be read.</summary>
    public const string Unreadable = "Écrivez le temps passé en minutes, comme 20, ou en heures, comme 1\u00a0h\u00a030. Il va d’une minute à 24\u00a0heures.";

    /// <summary>Names the note: sent twice, it is noted once.</summary>
    public Guid Id { get; set; }

    /// <summary>The commune, by its INSEE code.</summary>
    public string? Commune { get; set; }

    /// <summary>The day.</summary>
    public DateInput Jour { get; set; } = new();

    /// <summary>The time, in minutes or as hours and minutes.</summary>
    public string? Temps { get; set; }

    /// <summary>Reads a time: « 20 », « 1 h 30 », « 1h30 », « 1:30 », « 2 h »; null when it is none, or not of a day.</summary>
    public static int? Minutes(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        text = text.EndsWith("min", StringComparison.Ordinal) ? text[..^3] : text;
        var at = text.IndexOfAny(['h', ':']);
        int minutes;
        if (at < 0)
        {
            if (!TryNumber(text, 4, out minutes))
            {
                return null;
            }
        }
        else
        {
            var rest = text[(at + 1)..];
            if (!TryNumber(text[..at], 2, out var hours) || !(rest.Length == 0 && text[at] == 'h' ? Zero(out var more) : TryNumber(rest, 2, out more)) || more > 59)
            {
                return null;
            }

            minutes = (hours * 60) + more;
        }

        return minutes is > 0 and <= TimeNote.MostMinutes ? minutes : null;
    }

    /// <summary>« 45 min », « 1 h », « 1 h 30 ».</summary>
    public static string Words(int minutes) => minutes < 60
        ? $"{minutes}\u00a0min"
        : $"{French.Number(minutes / 60)}\u00a0h{(minutes % 60 == 0 ? "" : "\u00a0" + (minutes % 60).ToString("00", CultureInfo.InvariantCulture))}";

    private static bool TryNumber(string text, int longest, out int number)
    {
        number = 0;
        return text.Length > 0 && text.Length <= longest && text.All(char.IsAsciiDigit) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool Zero(out int number)
    {
        number = 0;
        return true;
    }
}
