using System.Text.Json;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>Takes what was written of late into the index of words, many at a time, and learns its words: one by one they would cost each filing far more.</summary>
public sealed class FoldSearch(PortalWrites writes) : IScheduledJob
{
    private const int Batch = 250;

    /// <inheritdoc />
    public static string Name => "recherche";

    /// <inheritdoc />
    public static string Label => "Recherche\u00a0: prise en compte des demandes récentes";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(1), "toutes les minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var all = 0;
        int done;
        do
        {
            done = await writes.RunAsync(CommuneScope.Syndicat, FoldAsync, stopping);
            all += done;
        }
        while (done == Batch && !stopping.IsCancellationRequested);

        return all;
    }

    private static async Task<int> FoldAsync(PortalDb db, CancellationToken token)
    {
        // On PostgreSQL a row that is being written waits for the next turn.
        var pending = await (db is PgPortal
                ? db.SearchEntries.FromSqlInterpolated($"SELECT * FROM portal.search_entries WHERE pending ORDER BY commune_id, dossier_id LIMIT {Batch} FOR UPDATE SKIP LOCKED")
                : db.SearchEntries.Where(entry => entry.Pending).OrderBy(entry => entry.CommuneId).ThenBy(entry => entry.DossierId).Take(Batch))
            .IgnoreQueryFilters([PortalDb.CommuneFilter])
            .AsNoTracking()
            .ToListAsync(token);
        if (pending.Count == 0)
        {
            return 0;
        }

        Guid[] ids = [.. pending.Select(entry => entry.DossierId)];
        foreach (var commune in pending.GroupBy(entry => entry.CommuneId))
        {
            await LearnAsync(db, commune.Key, [.. commune.SelectMany(WordsOf).Where(Spelling.IsSpelt).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], token);
        }

        if (db is PgPortal)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO portal.search_index (dossier_id, words)
                SELECT dossier_id, array_to_tsvector(string_to_array(words, ' ')) FROM portal.search_entries WHERE dossier_id = ANY ({ids}) AND words <> ''
                ON CONFLICT (dossier_id) DO UPDATE SET words = EXCLUDED.words
                """,
                token);
        }
        else
        {
            var keys = JsonSerializer.Serialize(ids.Select(id => Convert.ToHexString(id.ToByteArray(bigEndian: true))));
            await db.Database.ExecuteSqlAsync($"INSERT OR IGNORE INTO search_ranks (dossier_id) SELECT unhex(value) FROM json_each({keys})", token);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT OR REPLACE INTO search_index (rowid, words)
                SELECT r.rank, e.words FROM json_each({keys}) k CROSS JOIN search_ranks r ON r.dossier_id = unhex(k.value) CROSS JOIN search_entries e ON e.dossier_id = r.dossier_id
                """,
                token);
        }

        await db.SearchEntries.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(entry => ids.Contains(entry.DossierId))
            .ExecuteUpdateAsync(entries => entries.SetProperty(entry => entry.Pending, false), token);
        return pending.Count;
    }

    private static IEnumerable<string> WordsOf(SearchEntry entry)
    {
        var mark = SearchMark.Of(entry.CommuneId);
        return entry.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[mark.Length..]);
    }

    // Most are known already: one statement that leaves those alone, rather than rows that are looked for first.
    private static async Task LearnAsync(PortalDb db, Guid communeId, string[] words, CancellationToken token)
    {
        if (words.Length == 0)
        {
            return;
        }

        if (db is PgPortal)
        {
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO portal.search_words (commune_id, word) SELECT {communeId}, unnest({words}) ON CONFLICT DO NOTHING", token);
            return;
        }

        var json = JsonSerializer.Serialize(words);
        await db.Database.ExecuteSqlAsync(
            $"INSERT OR IGNORE INTO search_words (commune_id, word) SELECT {communeId.ToByteArray(true)}, value FROM json_each({json})", token);
    }
}
