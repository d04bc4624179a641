using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>Who writes démarches: a commune its own, or the syndicate those of the mutualised catalogue.</summary>
/// <param name="Rail">The commune; null for the syndicate.</param>
public sealed record DesignerOwner(RailCommune? Rail)
{
    /// <summary>What stands in addresses for the syndicate, where a commune has its INSEE code.</summary>
    public const string SyndicatKey = "syndicat";

    /// <summary>The syndicate.</summary>
    public static DesignerOwner Syndicat { get; } = new((RailCommune?)null);

    /// <summary>The commune; null for the syndicate.</summary>
    public Commune? Commune => Rail?.Commune;

    /// <summary>Whether it is the syndicate.</summary>
    public bool IsSyndicat => Rail is null;

    /// <summary>The owner of the revisions.</summary>
    public Guid Id => Commune?.Id ?? CommuneScope.SyndicatId;

    /// <summary>The rows that may be read.</summary>
    public CommuneScope Scope => IsSyndicat ? CommuneScope.Syndicat : CommuneScope.One(Id);

    /// <summary>What stands in addresses.</summary>
    public string Key => Commune?.Insee ?? SyndicatKey;

    /// <summary>The name that fills texts in: each commune's own for the syndicate's démarches.</summary>
    public string Nom => Commune?.Nom ?? "la commune";

    /// <summary>How the name is joined to « de » and « à ».</summary>
    public Liaison Liaison => Commune?.Liaison ?? Liaison.De;
}
