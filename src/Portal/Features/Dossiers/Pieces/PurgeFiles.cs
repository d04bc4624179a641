using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Pieces;

/// <summary>
/// Deletes the files that no piece nor paper names, a day after they arrived: refused, removed by the usager, or left by a purged draft. Within
/// that day a file may be waiting for its row. What is in quarantine goes after a month.
/// </summary>
public sealed class PurgeFiles(FileStore store, Quarantine quarantine, PortalContexts contexts, TimeProvider time)
{
    /// <summary>The age from which a file without row goes.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int Batch = 500;

    /// <summary>Deletes them; the number of files.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow().UtcDateTime - Kept;
        var deleted = store.RemoveUnfinished(limit) + quarantine.Purge();
        foreach (var batch in store.OlderThan(limit).Chunk(Batch))
        {
            var named = await NamedAsync(batch, cancellationToken);
            deleted += batch.Count(sha256 => !named.Contains(sha256) && store.Remove(sha256, limit));
        }

        return deleted;
    }

    // Every table that names a file, in every commune.
    private async Task<HashSet<string>> NamedAsync(string[] batch, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var named = await db.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(piece => batch.Contains(piece.Sha256))
            .Select(piece => piece.Sha256)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        named.UnionWith(await db.Papers.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(paper => batch.Contains(paper.Sha256))
            .Select(paper => paper.Sha256)
            .ToListAsync(cancellationToken));
        return named;
    }
}
