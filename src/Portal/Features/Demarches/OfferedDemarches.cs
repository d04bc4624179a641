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
        return version is null ? null : catalogue.Find(code, version) ?? catalogue.Find(code);
    }
}
