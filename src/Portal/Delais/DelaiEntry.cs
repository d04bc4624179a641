using System.Globalization;
using System.Text.Json;

namespace Beffroi.Portal.Delais;

/// <summary>Reads the values that a rule is given; the first fault ends the reading.</summary>
internal sealed class DelaiEntry(JsonElement entree)
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;
    private const int MaxMonths = 120;

    /// <summary>The only keys that the rule knows, each at most once.</summary>
    public void AcceptOnly(IReadOnlyCollection<string> keys)
    {
        if (entree.ValueKind != JsonValueKind.Object)
        {
            throw new DelaiEntryException(DelaiRefusal.BadValue, "l’entrée doit être un objet JSON, par exemple {\"reception\": \"2026-01-15\"}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in entree.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
            {
                throw new DelaiEntryException(
                    DelaiRefusal.UnknownKey, $"la clé «\u00a0{Shown(property.Name)}\u00a0» n’est pas attendue (clés de la règle\u00a0: {string.Join(", ", keys)})");
            }

            if (!seen.Add(property.Name))
            {
                throw new DelaiEntryException(DelaiRefusal.Contradiction, $"la clé «\u00a0{property.Name}\u00a0» est donnée deux fois");
            }
        }
    }

    public DateOnly Date(string key) => OptionalDate(key)
        ?? throw new DelaiEntryException(DelaiRefusal.BadValue, $"«\u00a0{key}\u00a0» doit être une date, par exemple 2026-01-15");

    /// <summary>A date that may be null, but whose key must be there.</summary>
    public DateOnly? OptionalDate(string key)
    {
        var value = Value(key);
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String
            || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            throw new DelaiEntryException(DelaiRefusal.BadValue, $"«\u00a0{key}\u00a0» n’est pas une date du calendrier\u00a0; écrivez-la comme 2026-01-15");
        }

        return InBounds(key, date);
    }

    /// <summary>An instant; without an offset it is UTC, as its key says.</summary>
    public DateTime Instant(string key)
    {
        var value = Value(key);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (text.Length < 16 || text[10] != 'T'
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            throw new DelaiEntryException(DelaiRefusal.BadValue, $"«\u00a0{key}\u00a0» n’est pas un instant\u00a0; écrivez-le comme 2026-07-14T22:30:00+00:00");
        }

        InBounds(key, DateOnly.FromDateTime(instant.UtcDateTime));
        return instant.UtcDateTime;
    }

    public int Months()
    {
        var value = Value("mois");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var months) && months is > 0 and <= MaxMonths
            ? months
            : throw new DelaiEntryException(DelaiRefusal.BadValue, $"«\u00a0mois\u00a0» doit être un nombre entier de 1 à {MaxMonths}");
    }

    public HolidayZone Zone(HolidayZone otherwise)
    {
        if (!entree.TryGetProperty("zone", out var value))
        {
            return otherwise;
        }

        return (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
        {
            "metropole" => HolidayZone.Metropole,
            "alsace-moselle" => HolidayZone.AlsaceMoselle,
            _ => throw new DelaiEntryException(DelaiRefusal.BadValue, "«\u00a0zone\u00a0» doit être metropole ou alsace-moselle"),
        };
    }

    private JsonElement Value(string key) => entree.TryGetProperty(key, out var value)
        ? value
        : throw new DelaiEntryException(DelaiRefusal.MissingKey, $"il manque la clé «\u00a0{key}\u00a0»");

    private static DateOnly InBounds(string key, DateOnly date) => date.Year is >= FirstYear and <= LastYear
        ? date
        : throw new DelaiEntryException(DelaiRefusal.BadValue, $"«\u00a0{key}\u00a0» doit être entre {FirstYear} et {LastYear}");

    internal static string Shown(string text)
    {
        var clean = new string([.. text.Where(c => !char.IsControl(c)).Take(60)]);
        return clean.Length < text.Length ? clean + "…" : clean;
    }
}

/// <summary>A fault in the values given to a rule.</summary>
internal sealed class DelaiEntryException(DelaiRefusal reason, string message) : Exception(message)
{
    public DelaiRefusal Reason { get; } = reason;
}
