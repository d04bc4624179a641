using System.Globalization;
using System.Net.Mail;

namespace Beffroi.Portal.Features.Statistiques.Couts;

/// <summary>What a commune says of its statistics, as it is typed.</summary>
public sealed class SettingsForm
{
    private const decimal MostEuros = 1_000_000;

    /// <summary>What a request costs at the counter, in euros; empty for the usual cost.</summary>
    public string? Guichet { get; set; }

    /// <summary>What a request costs online, in euros; empty for the usual cost.</summary>
    public string? EnLigne { get; set; }

    /// <summary>Where the costs come from.</summary>
    public string? Source { get; set; }

    /// <summary>What the commune pays in a year, in euros.</summary>
    public string? Cotisation { get; set; }

    /// <summary>Whether the public site shows delays and volumes.</summary>
    public bool Publier { get; set; }

    /// <summary>Whether the monthly report is sent.</summary>
    public bool Rapport { get; set; }

    /// <summary>Where it goes, one address a line; empty for the administrators and the mayor.</summary>
    public string? Adresses { get; set; }

    /// <summary>What stands there, ready to be changed.</summary>
    public static SettingsForm From(StatisticsSettings? settings) => settings is null ? new() { Rapport = true } : new()
    {
        Guichet = Euros(settings.CounterCents),
        EnLigne = Euros(settings.OnlineCents),
        Source = settings.CostSource,
        Cotisation = Euros(settings.ContributionCents),
        Publier = settings.IsPublic,
        Rapport = settings.SendsReport,
        Adresses = settings.ReportAddresses?.Replace(',', '\n'),
    };

    /// <summary>What is to be mended: field and message.</summary>
    public IEnumerable<(string Field, string Message)> Errors()
    {
        foreach (var (field, value) in ((string, string?)[])[(nameof(Guichet), Guichet), (nameof(EnLigne), EnLigne), (nameof(Cotisation), Cotisation)])
        {
            if (!TryCents(value, out _))
            {
                yield return (field, "Saisissez un montant en euros, comme 12 ou 8,50.");
            }
        }

        if (Source?.Length > StatisticsSettings.MaxSource || Source?.Any(char.IsControl) == true)
        {
            yield return (nameof(Source), $"Écrivez sur une ligne, en {StatisticsSettings.MaxSource}\u00a0caractères au plus.");
        }

        var addresses = AddressList();
        if (addresses.Count > StatisticsSettings.MaxAddresses)
        {
            yield return (nameof(Adresses), $"Gardez {StatisticsSettings.MaxAddresses}\u00a0adresses au plus.");
        }
        else if (addresses.FirstOrDefault(address => address.Length > 254 || address.Contains(' ', StringComparison.Ordinal) || !MailAddress.TryCreate(address, out _)) is { } wrong)
        {
            yield return (nameof(Adresses), $"«\u00a0{wrong}\u00a0» n’est pas une adresse électronique complète, comme mairie@commune.fr.");
        }
    }

    /// <summary>The addresses, one by one.</summary>
    public IReadOnlyList<string> AddressList() => [.. (Adresses ?? "").Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Reads an amount: null when it is empty; false when it is none.</summary>
    public static bool TryCents(string? text, out long? cents)
    {
        cents = null;
        var typed = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c != '€')).Replace(',', '.');
        if (typed.Length == 0)
        {
            return true;
        }

        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros) || euros > MostEuros || euros * 100 != Math.Truncate(euros * 100))
        {
            return false;
        }

        cents = (long)(euros * 100);
        return true;
    }

    private static string? Euros(long? cents) => cents is { } known ? (known / 100m).ToString("0.##", CultureInfo.GetCultureInfo("fr-FR")) : null;
}
