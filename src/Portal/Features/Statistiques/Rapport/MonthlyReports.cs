using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Statistiques.Couts;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques.Rapport;

/// <summary>What the report of a month says.</summary>
/// <param name="Commune">The commune.</param>
/// <param name="Month">The figures of the month.</param>
/// <param name="Before">Those of the month before.</param>
/// <param name="Year">The twelve months up to it.</param>
/// <param name="Costs">The civil year of the month.</param>
public sealed record MonthlyReport(Commune Commune, StatFigures Month, StatFigures Before, IReadOnlyList<StatMonth> Year, CostMeter Costs)
{
    /// <summary>« Rapport de novembre 2026 », « Rapport d’octobre 2026 ».</summary>
    public string Title => $"Rapport {Of(StatPeriod.NameOf(Month.Period.First))}";

    /// <summary>The name of the file.</summary>
    public string FileName => $"rapport-{Commune.Slug}-{Month.Period.From}.pdf";

    /// <summary>« Mairie de Saint-Lô ».</summary>
    public string Mairie => $"Mairie {Commune.NomDe}";

    /// <summary>The letters of the shield.</summary>
    public string Monogram => CommuneNames.Monogram(Commune.Nom);

    /// <summary>The main figures as sentences.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var sums = Month.Sums;
        List<string> lines =
        [
            $"{French.Count(sums.Filed, "demande arrivée", "demandes arrivées")} ({French.Number(Before.Sums.Filed)} le mois précédent).",
            $"{French.Count(sums.Closed, "demande terminée", "demandes terminées")}\u00a0: {French.Count(sums.Favorable, "acceptée")}, {French.Count(sums.Defavorable, "refusée")}, {French.Count(sums.Reponse, "réponse donnée", "réponses données")}.",
        ];
        if (Month.Delays.GetValueOrDefault(DelayKind.Total) is { } delay)
        {
            lines.Add($"Délai médian de l’arrivée à la fin\u00a0: {StatWords.Days(delay.Median)}. Neuf demandes sur dix\u00a0: {StatWords.Days(delay.P90)} au plus.");
        }

        lines.Add(sums.Bound == 0
            ? "Aucune demande terminée n’avait de date légale."
            : $"{French.Number(sums.Bound - sums.Late)} sur {French.Number(sums.Bound)} dans le délai légal, {French.Number(sums.Late)} hors délai.");
        if (sums.Rated > 0)
        {
            lines.Add($"{French.Count(sums.Rated, "avis donné", "avis donnés")}\u00a0: {French.Count(sums.Satisfait, "satisfait")}, {French.Count(sums.Moyen, "moyennement satisfait", "moyennement satisfaits")}, {French.Number(sums.PasSatisfait)} pas {French.Plural(sums.PasSatisfait, "satisfait")}.");
        }

        return lines;
    }

    private static string Of(string month) => "aeiouhAEIOUH".Contains(month[0], StringComparison.Ordinal) ? "d’" + month : "de " + month;
}

/// <summary>Reads the report of a month from the roll-ups.</summary>
public sealed class MonthlyReports(PortalContexts contexts, StatReading reading)
{
    /// <summary>Reads the report of a commune.</summary>
    public async Task<MonthlyReport> ReadAsync(Commune commune, DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(commune.Id));
        var year = await reading.ReadAsync(db, new StatQuestion([commune.Id], StatPeriod.LastMonths(month, 12)), cancellationToken);
        return new MonthlyReport(
            commune,
            await reading.ReadAsync(db, new StatQuestion([commune.Id], StatPeriod.Month(month)), cancellationToken),
            await reading.ReadAsync(db, new StatQuestion([commune.Id], StatPeriod.Month(month.AddMonths(-1))), cancellationToken),
            year.Months,
            await CostMeter.ReadAsync(db, commune.Id, StatPeriod.Month(month).Last, cancellationToken));
    }
}
