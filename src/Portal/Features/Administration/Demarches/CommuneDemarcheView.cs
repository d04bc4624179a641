using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.Demarches;

/// <summary>What the page of a commune's démarche shows.</summary>
/// <param name="Version">The version as the syndicate wrote it.</param>
/// <param name="Local">What the commune says over it.</param>
/// <param name="Newer">A newer version, when there is one.</param>
/// <param name="Changes">What the newer version changes.</param>
/// <param name="FormerVersion">The version to which the commune can go back.</param>
/// <param name="ToLookAt">What to look at since the last version.</param>
/// <param name="Services">The services of the commune.</param>
public sealed record CommuneDemarcheView(
    DemarcheDefinition Version, LocalValues Local, DemarcheDefinition? Newer, IReadOnlyList<DefinitionChange> Changes, string? FormerVersion,
    IReadOnlyList<string> ToLookAt, IReadOnlyList<Service> Services)
{
    /// <summary>The service that the version names.</summary>
    public string ServiceName => Services.FirstOrDefault(service => service.Code == Version.Service)?.Nom ?? Version.Service;

    /// <summary>What was just done, in words.</summary>
    public string? WordsOf(string? done) => done switch
    {
        "valeurs" => "Enregistré et affiché sur le site",
        "version" => $"La version {Version.Version} est sur le site",
        "revenir" => $"La commune est revenue à la version {Version.Version}",
        _ => null,
    };

    /// <summary>Reads it; null when the commune does not offer the démarche.</summary>
    public static async Task<CommuneDemarcheView?> ReadAsync(PortalDb db, DemarcheCatalogue catalogue, Guid communeId, string? code, CancellationToken cancellationToken)
    {
        var row = await db.DemarcheAdoptions.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == communeId && row.Code == code, cancellationToken);
        if (row is null || (catalogue.Find(row.Code, row.Version) ?? catalogue.Find(row.Code)) is not { } version)
        {
            return null;
        }

        var newer = catalogue.Find(row.Code) is { } newest && System.Version.Parse(newest.Version) > System.Version.Parse(version.Version) ? newest : null;
        return new CommuneDemarcheView(
            version,
            LocalValues.Read(row.LocalValues),
            newer,
            newer is null ? [] : DefinitionDiff.Between(version, newer),
            row.FormerVersion,
            row.ToLookAt?.Split('\n') ?? [],
            await db.Services.Where(service => service.CommuneId == communeId).OrderBy(service => service.Rang).ToListAsync(cancellationToken));
    }
}
