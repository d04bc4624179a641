using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches;

/// <summary>A démarche as the commune of the request offers it: the adopted version with the commune's own values.</summary>
public sealed record OfferedDemarche(DemarcheDefinition Definition, LocalValues Local);

/// <summary>The démarches that the commune of the request adopted; the others do not exist on its site.</summary>
public sealed class OfferedDemarches(PortalDb db, DemarcheCatalogue catalogue, PublishedDemarches published, TimeProvider time)
{
    /// <summary>The adopted version, or null; also when it does not take requests today.</summary>
    public async Task<OfferedDemarche?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (code.Length > 40)
        {
            return null;
        }

        var row = await db.DemarcheAdoptions.AsNoTracking().FirstOrDefaultAsync(row => row.Code == code, cancellationToken);
        return row is null ? null : await OfferAsync(row, cancellationToken);
    }

    /// <summary>All that take requests today, theme by theme; one query.</summary>
    public async Task<List<DemarcheDefinition>> AllAsync(CancellationToken cancellationToken)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var offered = new List<DemarcheDefinition>();
        foreach (var row in await db.DemarcheAdoptions.AsNoTracking().ToListAsync(cancellationToken))
        {
            if (await OfferAsync(row, cancellationToken) is { } demarche && demarche.Local.IsOpen(today))
            {
                offered.Add(demarche.Definition);
            }
        }

        return [.. DemarcheFamilies.Order(offered)];
    }

    // A version that a command has just published is not in memory yet; one that is known no more gives way to the current one.
    private async ValueTask<OfferedDemarche?> OfferAsync(DemarcheAdoption row, CancellationToken cancellationToken)
    {
        if (catalogue.Find(row.Code, row.Version) is not { } version)
        {
            await published.LookAsync(cancellationToken);
            version = catalogue.Find(row.Code, row.Version) ?? catalogue.Find(row.Code)!;
        }

        var local = LocalValues.Read(row.LocalValues);
        return version is null ? null : new OfferedDemarche(local.Apply(version), local);
    }
}
