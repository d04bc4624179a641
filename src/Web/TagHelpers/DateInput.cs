using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Beffroi.Web.TagHelpers;

/// <summary>A date typed in three fields; what was typed is kept as it is until it can be read.</summary>
public sealed class DateInput
{
    public string? Jour { get; set; }

    public string? Mois { get; set; }

    public string? Annee { get; set; }

    /// <summary>Nothing was typed in any of the three fields.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Jour) && string.IsNullOrWhiteSpace(Mois) && string.IsNullOrWhiteSpace(Annee);

    /// <summary>The three fields of a known date.</summary>
    public static DateInput From(DateOnly day) => new()
    {
        Jour = day.Day.ToString(CultureInfo.InvariantCulture),
        Mois = day.Month.ToString(CultureInfo.InvariantCulture),
        Annee = day.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    /// <summary>Reads the date; when it cannot, <paramref name="error"/> says how to mend it, naming <paramref name="what"/> (« la date de naissance »).</summary>
    public bool TryRead(string what, out DateOnly date, [NotNullWhen(false)] out string? error)
    {
        date = default;
        if (IsEmpty)
        {
            error = $"Saisissez {what}, par exemple 14 3 1985";
            return false;
        }

        if (!Part(Jour, 1, 31, out var day))
        {
            error = $"Saisissez le jour de {what}, un nombre de 1 à 31";
            return false;
        }

        if (!Part(Mois, 1, 12, out var month))
        {
            error = $"Saisissez le mois de {what}, un nombre de 1 à 12";
            return false;
        }

        if (!Part(Annee, 1000, 9999, out var year))
        {
            error = $"Saisissez l’année de {what} en quatre chiffres, par exemple 1985";
            return false;
        }

        if (day > DateTime.DaysInMonth(year, month))
        {
            error = $"Vérifiez {what} : ce mois n’a que {DateTime.DaysInMonth(year, month)} jours";
            return false;
        }

        date = new DateOnly(year, month, day);
        error = null;
        return true;
    }

    private static bool Part(string? text, int least, int most, out int value) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value)
        // int.TryParse lets null characters follow the digits.
        && text!.Trim().All(char.IsAsciiDigit)
        && value >= least && value <= most;
}
