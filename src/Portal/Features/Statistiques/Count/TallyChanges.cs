using System.Runtime.InteropServices;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Satisfactions;

namespace Beffroi.Portal.Features.Statistiques.Count;

/// <summary>A cell of <see cref="DayTally"/> in a commune.</summary>
internal readonly record struct DayCell(DateOnly Day, string Demarche, string Service, Channel Channel);

/// <summary>A cell of <see cref="DelayTally"/> in a commune.</summary>
internal readonly record struct DelayCell(DateOnly Month, string Demarche, string Service, DelayKind Kind, int Days);

/// <summary>A cell of <see cref="HourTally"/> in a commune.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HourCell(DateOnly Month, DayOfWeek Day, int Hour);

/// <summary>What is to be added to the roll-ups of a commune: the facts that are now so, less those that were.</summary>
internal sealed class TallyChanges(Guid communeId)
{
    private readonly Dictionary<DayCell, DayTally> _days = [];
    private readonly Dictionary<DelayCell, int> _delays = [];
    private readonly Dictionary<HourCell, int> _hours = [];

    /// <summary>The changes by day.</summary>
    public IReadOnlyDictionary<DayCell, DayTally> Days => _days;

    /// <summary>The changes of delays.</summary>
    public IReadOnlyDictionary<DelayCell, int> Delays => _delays;

    /// <summary>The changes by hour.</summary>
    public IReadOnlyDictionary<HourCell, int> Hours => _hours;

    /// <summary>Counts the facts of a dossier.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="sign">1 to put them in, -1 to take them out.</param>
    public void Count(DossierFacts facts, int sign)
    {
        DayOf(facts, facts.FiledOn).Filed += sign;
        Add(_hours, new HourCell(MonthOf(facts.FiledOn), facts.FiledOn.DayOfWeek, facts.FiledHour), sign);
        if (facts.ClosedOn is { } closed)
        {
            CountEnd(facts, DayOf(facts, closed), sign);
            CountDelay(facts, closed, DelayKind.Total, facts.TotalDays, sign);
            CountDelay(facts, closed, DelayKind.Qualification, facts.QualificationDays, sign);
            CountDelay(facts, closed, DelayKind.Traitement, facts.TraitementDays, sign);
            CountDelay(facts, closed, DelayKind.Delivrance, facts.DelivranceDays, sign);
        }

        if (facts.RatedOn is { } rated)
        {
            CountAvis(facts.Avis, DayOf(facts, rated), sign);
        }
    }

    /// <summary>The first day of a day's month.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static void CountEnd(DossierFacts facts, DayTally day, int sign)
    {
        day.Closed += sign;
        day.Bound += facts.Late is null ? 0 : sign;
        day.Late += facts.Late is true ? sign : 0;
        switch (facts.Outcome)
        {
            case Outcome.Favorable:
                day.Favorable += sign;
                break;
            case Outcome.Defavorable:
                day.Defavorable += sign;
                break;
            case Outcome.Reponse:
                day.Reponse += sign;
                break;
        }
    }

    private static void CountAvis(Avis? avis, DayTally day, int sign)
    {
        switch (avis)
        {
            case Avis.Satisfait:
                day.Satisfait += sign;
                break;
            case Avis.Moyen:
                day.Moyen += sign;
                break;
            case Avis.PasSatisfait:
                day.PasSatisfait += sign;
                break;
        }
    }

    private void CountDelay(DossierFacts facts, DateOnly closed, DelayKind kind, int? days, int sign)
    {
        if (days is { } known)
        {
            Add(_delays, new DelayCell(MonthOf(closed), facts.Demarche, facts.Service, kind, known), sign);
        }
    }

    private DayTally DayOf(DossierFacts facts, DateOnly day)
    {
        var cell = new DayCell(day, facts.Demarche, facts.Service, facts.Channel);
        if (!_days.TryGetValue(cell, out var tally))
        {
            _days[cell] = tally = new DayTally { CommuneId = communeId, Day = day, Demarche = facts.Demarche, Service = facts.Service, Channel = facts.Channel };
        }

        return tally;
    }

    private static void Add<T>(Dictionary<T, int> counts, T cell, int sign)
        where T : notnull => counts[cell] = counts.GetValueOrDefault(cell) + sign;
}
