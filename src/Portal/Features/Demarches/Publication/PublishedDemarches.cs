using System.Text.Json;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Keeps the catalogue in memory equal to what was published, here or by a command beside the running appliance.</summary>
public sealed class PublishedDemarches(PortalContexts contexts, DemarcheCatalogue catalogue, TimeProvider time, ILogger<PublishedDemarches> logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private long _lastLook;

    /// <summary>Reads again what was published, at most once in two seconds however often it is asked.</summary>
    public async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _lastLook);
        if ((last == 0 || time.GetElapsedTime(last, now) >= s_pause) && Interlocked.CompareExchange(ref _lastLook, now, last) == last)
        {
            await RefreshAsync(cancellationToken);
        }
    }

    /// <summary>Reads what was published.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var rows = await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => row.PublishedAt != null)
            .Select(row => new { row.CommuneId, row.Code, row.Version, row.Definition, row.WithdrawnAt })
            .ToListAsync(cancellationToken);
        var versions = new List<CatalogueVersion>();
        foreach (var row in rows)
        {
            try
            {
                versions.Add(new(DefinitionJson.Read(row.Definition), row.CommuneId, row.WithdrawnAt is not null));
            }
            catch (JsonException error)
            {
                // A later Beffroi wrote it: its dossiers show what they hold, the rest goes on.
                logger.LogError(error, "The published version {Version} of {Code} cannot be read", row.Version, row.Code);
            }
        }

        catalogue.Complete(versions);
    }
}
