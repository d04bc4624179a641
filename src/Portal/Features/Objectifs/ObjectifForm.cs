using System.Globalization;
using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>What is typed to record a target.</summary>
public sealed class ObjectifForm
{
    /// <summary>The version that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>The phase.</summary>
    public Phase? Phase { get; set; }

    /// <summary>The code of the démarche; empty for all.</summary>
    public string? Demarche { get; set; }

    /// <summary>The service; null for all.</summary>
    public Guid? Service { get; set; }

    /// <summary>How many hours or days.</summary>
    public string? Duree { get; set; }

    /// <summary>What they are.</summary>
    public ObjectifUnit Unite { get; set; } = ObjectifUnit.Jours;

    /// <summary>How many before the end the agent in charge is told; empty for never.</summary>
    public string? Avant { get; set; }

    /// <summary>Who is told once it is missed; null for the administrators.</summary>
    public Guid? Escalade { get; set; }

    /// <summary>The démarche; null for all.</summary>
    public string? DemarcheCode => string.IsNullOrEmpty(Demarche) ? null : Demarche;

    /// <summary>What stands there.</summary>
    public static ObjectifForm From(Objectif row) => new()
    {
        Version = row.Version,
        Phase = row.Phase,
        Demarche = row.DemarcheCode,
        Service = row.ServiceId,
        Duree = row.Amount.ToString(CultureInfo.InvariantCulture),
        Unite = row.Unit,
        Avant = row.Before == 0 ? null : row.Before.ToString(CultureInfo.InvariantCulture),
        Escalade = row.EscaladeId,
    };
}
