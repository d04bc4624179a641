using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Satisfactions;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>
/// What the roll-ups have counted of one dossier, so that a change takes out exactly what was put in. It says nothing of the person, and stays
/// when the dossier goes: what was counted remains counted.
/// </summary>
public sealed class DossierFacts : ICommuneOwned
{
    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The day of its arrival, in Paris.</summary>
    public required DateOnly FiledOn { get; set; }

    /// <summary>The hour of its arrival, in Paris, 0 to 23.</summary>
    public required int FiledHour { get; set; }

    /// <summary>The démarche.</summary>
    public required string Demarche { get; set; }

    /// <summary>The code of the service that treats it; empty without one.</summary>
    public required string Service { get; set; }

    /// <summary>How it came.</summary>
    public required Channel Channel { get; set; }

    /// <summary>The day of its end, in Paris; null while it is open, as all that follows from it.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>What was decided.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>Whether the decision came after the day on which silence decides; null when the law sets no such day.</summary>
    public bool? Late { get; set; }

    /// <summary>Days from the arrival to the end of the qualification; null when it had none.</summary>
    public int? QualificationDays { get; set; }

    /// <summary>Days from the qualification to the decision.</summary>
    public int? TraitementDays { get; set; }

    /// <summary>Days from the decision to the end.</summary>
    public int? DelivranceDays { get; set; }

    /// <summary>Days from the arrival to the end.</summary>
    public int? TotalDays { get; set; }

    /// <summary>The day of the usager's answer to the question of satisfaction.</summary>
    public DateOnly? RatedOn { get; set; }

    /// <summary>The answer.</summary>
    public Avis? Avis { get; set; }
}
