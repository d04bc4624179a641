using System.Globalization;
using System.Text.Json;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Delais;

/// <summary>Computes every legal date that the town hall must hold, by the name of its rule; numbers and texts are data.</summary>
public static class DelaiRules
{
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>All rules, in the order of the table.</summary>
    public static IReadOnlyList<DelaiRule> All => DelaiTable.Current.Regles;

    /// <summary>The rule of that name, or null.</summary>
    public static DelaiRule? Find(string regle) => All.FirstOrDefault(rule => rule.Regle == regle);

    /// <summary>The date that a rule gives for an entry such as <c>{"reception": "2026-01-15", "mois": 2}</c>; never throws on bad input.</summary>
    public static DelaiResult Compute(string regle, JsonElement entree, HolidayZone zone)
    {
        if (Find(regle) is not { } rule)
        {
            return new DelaiRefused(DelaiRefusal.UnknownRule, $"la règle «\u00a0{DelaiEntry.Shown(regle)}\u00a0» n’existe pas");
        }

        try
        {
            var entry = new DelaiEntry(entree);
            entry.AcceptOnly(Keys(rule));
            var calendar = LegalCalendar.Of(entry.Zone(zone));
            return rule.Calcul == "date-paris"
                ? new DelaiComputed(FrenchDates.DayOf(entry.Instant(rule.Depuis)), rule, null)
                : Computed(rule, entry, calendar);
        }
        catch (DelaiEntryException fault)
        {
            return new DelaiRefused(fault.Reason, fault.Message);
        }
    }

    /// <summary>The keys that a rule reads.</summary>
    public static IReadOnlyList<string> Keys(DelaiRule rule)
    {
        List<string> keys = [rule.Depuis];
        if (rule.AsksMonths)
        {
            keys.Add("mois");
        }

        if (rule.Calcul == "mois-suspendus")
        {
            keys.AddRange(["notification_pieces_manquantes", "date_limite_pieces", "production"]);
        }

        keys.Add("zone");
        return keys;
    }

    private static DelaiComputed Computed(DelaiRule rule, DelaiEntry entry, LegalCalendar calendar)
    {
        var from = entry.Date(rule.Depuis);
        var number = rule.AsksMonths ? entry.Months() : rule.Nombre!.Value;
        var date = rule.Calcul switch
        {
            "jours-ouvres" => calendar.AddJoursOuvres(from, number),
            "jours" => from.AddDays(number),
            "mois" => LegalCalendar.AddMonths(from, number),
            "mois-suspendus" => Suspended(entry, from, number),
            "mois-francs" => calendar.FrancMonths(from, number),
            "mois-francs-apres-silence" => calendar.FrancMonths(LegalCalendar.AddMonths(from, number), rule.Nombre!.Value),
            "jour-de-semaine-precedant" => Preceding(from, Weekday(rule.Jour!), number),
            "fin-de-mois-apres-anniversaire" => EndOfMonth(from, rule.Age!.Value, number),
            // Clear days: neither the day of the declaration nor that of the event counts.
            "jours-francs-avant" => from.AddDays(-number - 1),
            _ => throw new InvalidOperationException($"The table of delays names an unknown way of counting: {rule.Calcul}."),
        };
        return new DelaiComputed(date, rule, Remark(rule, from));
    }

    private static DateOnly Suspended(DelaiEntry entry, DateOnly received, int months)
    {
        var asked = entry.Date("notification_pieces_manquantes");
        var term = entry.Date("date_limite_pieces");
        var produced = entry.OptionalDate("production");
        var end = LegalCalendar.AddMonths(received, months);
        if (asked < received)
        {
            throw new DelaiEntryException(DelaiRefusal.Contradiction, "les pièces sont demandées avant la réception");
        }

        if (asked > end)
        {
            throw new DelaiEntryException(DelaiRefusal.Contradiction, $"les pièces sont demandées après l’échéance du {InWords(end)}\u00a0: le rejet est déjà né");
        }

        if (term < asked || produced < asked)
        {
            throw new DelaiEntryException(DelaiRefusal.Contradiction, "la date limite ou la production précède la demande de pièces");
        }

        return new Suspension(asked, term, produced).Delay(end);
    }

    private static DateOnly Preceding(DateOnly day, DayOfWeek weekday, int rank)
    {
        var back = ((int)day.DayOfWeek - (int)weekday + 7) % 7;
        return day.AddDays(-(back == 0 ? 7 : back) - (7 * (rank - 1)));
    }

    private static DayOfWeek Weekday(string name) =>
        (DayOfWeek)Array.IndexOf(s_french.DateTimeFormat.DayNames, name);

    private static DateOnly EndOfMonth(DateOnly birth, int age, int months)
    {
        var month = new DateOnly(birth.Year + age, birth.Month, 1).AddMonths(months);
        return month.AddMonths(1).AddDays(-1);
    }

    private static string? Remark(DelaiRule rule, DateOnly from) => rule switch
    {
        { ValideDu: { } start } when from < start => $"la règle ne vaut que depuis le {InWords(start)} ({rule.BaseLegale})",
        { ValideAu: { } end } when from > end => $"la règle ne valait que jusqu’au {InWords(end)} ({rule.BaseLegale})",
        _ => null,
    };

    private static string InWords(DateOnly date) => FrenchDates.Date(date);
}
