using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches;

/// <summary>The démarches that the commune of the request adopted; the others do not exist on its site.</summary>
public sealed class OfferedDemarches(PortalDb db, DemarcheCatalogue catalogue)
{
    /// <summary>The adopted version, or null.</summary>
    public async Task<DemarcheDefinition?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (code.Length > 40)
        {
            return null;
        }

        var version = await db.DemarcheAdoptions.Where(row => row.Code == code).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        return version is null ? null : VersionOf(code, version);
    }

    /// <summary>All of them, theme by theme; one query.</summary>
    public async Task<List<DemarcheDefinition>> AllAsync(CancellationToken cancellationToken)
    {
        var adopted = await db.DemarcheAdoptions.Select(row => new { row.Code, row.Version }).ToListAsync(cancellationToken);
        return [.. DemarcheFamilies.Order(adopted.Select(row => VersionOf(row.Code, row.Version)).OfType<DemarcheDefinition>())];
    }

    // A version that this release does not carry any more gives way to the current one, on the list as on its page.
    private DemarcheDefinition? VersionOf(string code, string version) => catalogue.Find(code, version) ?? catalogue.Find(code);
}
