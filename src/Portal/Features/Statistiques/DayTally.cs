using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What happened in a commune on one day, by démarche, service and channel: arrivals on the day they came, ends on the day they ended, answers on the day they were given.</summary>
public sealed class DayTally : ICommuneOwned
{
    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The day in Paris.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The code of the démarche.</summary>
    public required string Demarche { get; init; }

    /// <summary>The code of the service; empty without one.</summary>
    public required string Service { get; init; }

    /// <summary>How the requests came.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Requests that came.</summary>
    public int Filed { get; set; }

    /// <summary>Requests that ended.</summary>
    public int Closed { get; set; }

    /// <summary>Of those, granted.</summary>
    public int Favorable { get; set; }

    /// <summary>Of those, refused.</summary>
    public int Defavorable { get; set; }

    /// <summary>Of those, answered without a decision.</summary>
    public int Reponse { get; set; }

    /// <summary>Of those that ended, the ones to which the law sets a day.</summary>
    public int Bound { get; set; }

    /// <summary>Of those, the ones decided after that day.</summary>
    public int Late { get; set; }

    /// <summary>Usagers who said that they are satisfied.</summary>
    public int Satisfait { get; set; }

    /// <summary>Usagers who said that they are so so.</summary>
    public int Moyen { get; set; }

    /// <summary>Usagers who said that they are not satisfied.</summary>
    public int PasSatisfait { get; set; }

    /// <summary>Whether nothing is left to count.</summary>
    public bool IsEmpty => (Filed | Closed | Favorable | Defavorable | Reponse | Bound | Late | Satisfait | Moyen | PasSatisfait) == 0;

    /// <summary>Adds what another tally of the same cell counts.</summary>
    public void Add(DayTally other)
    {
        Filed += other.Filed;
        Closed += other.Closed;
        Favorable += other.Favorable;
        Defavorable += other.Defavorable;
        Reponse += other.Reponse;
        Bound += other.Bound;
        Late += other.Late;
        Satisfait += other.Satisfait;
        Moyen += other.Moyen;
        PasSatisfait += other.PasSatisfait;
    }
}
