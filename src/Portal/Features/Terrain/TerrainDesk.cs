using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Terrain;

/// <summary>What one can report from the field: the démarches of the commune that report something, and free words.</summary>
public sealed class TerrainDesk(IntakeDesk desk, BureauRail rails)
{
    /// <summary>The démarche for what is none of the others.</summary>
    public const string Free = "contact-mairie";

    /// <summary>The most that are offered: the list is read standing, on a phone.</summary>
    public const int Most = 12;

    /// <summary>The communes for which a person may report: those where they have a role, an elected official's included.</summary>
    public IReadOnlyList<RailCommune> CommunesOf(AgentAccess agent) => rails.CommunesOf(agent);

    /// <summary>The démarches of the commune, free words last.</summary>
    public async Task<IReadOnlyList<DemarcheDefinition>> OfferedAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var offered = await desk.OfferedAsync(db, communeId, cancellationToken);
        return [.. offered.Where(IsSeen).Take(Most), .. offered.Where(demarche => demarche.Code == Free)];
    }

    // What one reports of a place; what one reports of a web page is for a desk.
    private static bool IsSeen(DemarcheDefinition demarche) =>
        demarche.Nature is DemarcheNature.Signalement && demarche.Code != Free && demarche.AllFields().Any(field => field.Kind is FieldKind.Point || (field.Kind is FieldKind.Address && field.Prefill is null));

    /// <summary>What a démarche is called here.</summary>
    public static string TitleOf(DemarcheDefinition demarche) => demarche.Code == Free ? "Autre chose" : demarche.Objet;
}
