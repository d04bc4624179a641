using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>What a target counts.</summary>
public enum ObjectifUnit
{
    /// <summary>Hours during which the town hall is open.</summary>
    Heures,

    /// <summary>Days on which it opens; the target is reached when it closes on the last one.</summary>
    Jours,
}

/// <summary>
/// The time that a commune gives itself for one phase of its dossiers: of all, of a démarche, of a service, or of a démarche in a service.
/// The most specific one holds. It is no legal date: nothing follows from it but reminders.
/// </summary>
public sealed class Objectif : ICommuneOwned
{
    /// <summary>The most targets that one commune keeps.</summary>
    public const int MostOfOne = 500;

    /// <summary>The most hours or days.</summary>
    public const int MostAmount = 500;

    /// <summary>The phases that may have a target; the reception counts with the qualification.</summary>
    public static IReadOnlyList<Phase> Phases { get; } = [Phase.Qualification, Phase.Traitement, Phase.Delivrance];

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The phase.</summary>
    public required Phase Phase { get; set; }

    /// <summary>The démarche; null for all.</summary>
    public string? DemarcheCode { get; set; }

    /// <summary>The service; null for all.</summary>
    public Guid? ServiceId { get; set; }

    /// <summary>Phase, démarche and service in one word: a commune has one target for each.</summary>
    public required string Portee { get; set; }

    /// <summary>How many hours or days.</summary>
    public required int Amount { get; set; }

    /// <summary>What they are.</summary>
    public required ObjectifUnit Unit { get; set; }

    /// <summary>How many of them before the end the agent in charge is told; 0 for never.</summary>
    public int Before { get; set; }

    /// <summary>The agent who is told once it is missed; null for the administrators of the commune.</summary>
    public Guid? EscaladeId { get; set; }

    /// <summary>Counts the changes: a form built on an older version is refused.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The phase under which a phase of a dossier is counted; null for a dossier that is ended.</summary>
    public static Phase? CountedAs(Phase phase) => phase switch
    {
        Phase.Reception or Phase.Qualification => Phase.Qualification,
        Phase.Cloture => null,
        _ => phase,
    };

    /// <summary>Phase, démarche and service in one word.</summary>
    public static string PorteeOf(Phase phase, string? demarche, Guid? service) => $"{phase}|{demarche}|{service:N}";

    /// <summary>The target that holds: that of the démarche in the service, else of the démarche, else of the service, else of all; null when there is none.</summary>
    public static Objectif? Best(IEnumerable<Objectif> all, Phase phase, string demarche, Guid? service) => all
        .Where(row => row.Phase == phase && (row.DemarcheCode is null || row.DemarcheCode == demarche) && (row.ServiceId is null || row.ServiceId == service))
        .MaxBy(row => (row.DemarcheCode is null ? 0 : 2) + (row.ServiceId is null ? 0 : 1));
}
