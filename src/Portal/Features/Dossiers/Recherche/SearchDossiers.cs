using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>What a search found.</summary>
/// <param name="Dossiers">The dossiers, the newest first, no more than <see cref="SearchDossiers.Most"/>.</param>
/// <param name="More">Whether there are others.</param>
/// <param name="Corrected">The words that were searched for instead of the misspelt ones, or null when the typed ones were found.</param>
public sealed record Found(IReadOnlyList<Guid> Dossiers, bool More, string? Corrected);

/// <summary>Finds dossiers of the communes in scope by number, code, person, object, answers, messages and names of files.</summary>
public static class SearchDossiers
{
    /// <summary>The most dossiers that a search gives.</summary>
    public const int Most = 1_000;

    private const int MaxTyped = 12;
    private const int CommunesAtOnce = 60;
    private const int MaxCandidates = 4;
    private const int MostPending = 1_000;
    private const int MostCorrected = 3;
    private const int MostRead = 20_000;

    // The order of both databases.
    private static readonly Comparer<byte[]> s_bytes = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    /// <summary>Finds dossiers that hold every word that was typed: the word, the beginning of one, or the nearest spelling when nothing holds them.</summary>
    /// <param name="db">The database, inside its walls.</param>
    /// <param name="communes">The communes to look in, all inside those walls.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Found> FindAsync(PortalDb db, IReadOnlyList<Guid> communes, string typed, CancellationToken cancellationToken)
    {
        if (FollowUpCode.TryParse(typed, out var code)
            && await db.Dossiers.Where(row => communes.Contains(row.CommuneId) && (row.Code == code || row.AncienCode == code)).Select(row => row.Id).ToListAsync(cancellationToken) is { Count: > 0 } followed)
        {
            return new Found(followed, false, null);
        }

        var words = SearchText.WordsOf(typed).Distinct(StringComparer.Ordinal).Take(MaxTyped).ToList();
        if (words.Count == 0)
        {
            return new Found([], false, null);
        }

        var wanted = words.ConvertAll(word => new Wanted([SearchText.Stem(word)], word));
        var asked = new Question(db, communes, await LateAsync(db, communes, cancellationToken));
        var found = await AskAsync(asked, wanted, cancellationToken);
        if (found.Count > 0)
        {
            return Bounded(found, null);
        }

        return await CorrectAsync(asked, wanted, cancellationToken) is { } corrected
            && await AskAsync(asked, corrected, cancellationToken) is { Count: > 0 } meant
                ? Bounded(meant, string.Join(' ', corrected.Select(word => word.Stems[0])))
                : new Found([], false, null);
    }

    private static Found Bounded(List<Guid> found, string? corrected) =>
        new(found.Count > Most ? found[..Most] : found, found.Count > Most, corrected);

    // What the index has yet to take in, read once for all the questions of a search.
    private static async Task<List<Late>> LateAsync(PortalDb db, IReadOnlyList<Guid> communes, CancellationToken cancellationToken) =>
        await db.SearchEntries.Where(entry => entry.Pending && communes.Contains(entry.CommuneId))
            .OrderByDescending(entry => entry.DossierId)
            .Take(MostPending)
            .Select(entry => new Late(entry.DossierId, entry.CommuneId, entry.Words))
            .ToListAsync(cancellationToken);

    private static async Task<List<Guid>> AskAsync(Question asked, List<Wanted> words, CancellationToken cancellationToken)
    {
        var db = asked.Db;
        var found = new List<Guid>();
        foreach (var communes in asked.Communes.Chunk(CommunesAtOnce))
        {
            var question = string.Join(db is PgPortal ? " | " : " OR ", communes.Select(commune => Match(db, SearchMark.Of(commune), words)));
            // On SQLite the order of the joins is said: it must not try each row of a commune on the index.
            var matching = db is PgPortal
                ? db.SearchEntries.FromSqlInterpolated(
                    $"SELECT e.* FROM portal.search_index i JOIN portal.search_entries e ON e.dossier_id = i.dossier_id WHERE i.words @@ {question}::tsquery")
                : db.SearchEntries.FromSqlInterpolated(
                    $"SELECT e.* FROM search_index i CROSS JOIN search_ranks r ON r.rank = i.rowid CROSS JOIN search_entries e ON e.dossier_id = r.dossier_id WHERE search_index MATCH {question}");
            found.AddRange(await matching.Select(entry => entry.DossierId).OrderByDescending(id => id).Take(Most + 1).ToListAsync(cancellationToken));
        }

        found.AddRange(asked.Late.Where(entry => Holds(entry.Words, SearchMark.Of(entry.CommuneId), words)).Select(entry => entry.DossierId));
        return [.. found.Distinct().OrderByDescending(id => id.ToByteArray(bigEndian: true), s_bytes)];
    }

    // What the index would say of an entry that it has yet to take in.
    private static bool Holds(string entry, string mark, List<Wanted> words)
    {
        var text = $" {entry} ";
        return words.TrueForAll(word => word.Stems.Any(stem => text.Contains($" {mark}{stem} ", StringComparison.Ordinal))
            || (word.Beginning is { } beginning && text.Contains($" {mark}{beginning}", StringComparison.Ordinal)));
    }

    private static string Match(PortalDb db, string mark, List<Wanted> words)
    {
        var pg = db is PgPortal;
        return "(" + string.Join(pg ? " & " : " AND ", words.Select(word =>
        {
            var terms = word.Stems.Select(stem => pg ? $"'{mark}{stem}'" : $"\"{mark}{stem}\"");
            if (word.Beginning is { } beginning)
            {
                terms = terms.Append(pg ? $"'{mark}{beginning}':*" : $"\"{mark}{beginning}\"*");
            }

            return "(" + string.Join(pg ? " | " : " OR ", terms) + ")";
        })) + ")";
    }

    // Each word that no dossier holds gives way to the nearest ones that some hold; null when one of them has none near.
    private static async Task<List<Wanted>?> CorrectAsync(Question asked, List<Wanted> words, CancellationToken cancellationToken)
    {
        var corrected = new List<Wanted>();
        foreach (var word in words)
        {
            if ((await AskAsync(asked, [word], cancellationToken)).Count > 0)
            {
                corrected.Add(word);
                continue;
            }

            var near = Spelling.IsSpelt(word.Stems[0]) && corrected.Count(other => other.Beginning is null) < MostCorrected ? await NearAsync(asked, word.Stems[0], cancellationToken) : [];
            if (near.Count == 0)
            {
                return null;
            }

            corrected.Add(new Wanted(near, null));
        }

        return corrected;
    }

    private static async Task<List<string>> NearAsync(Question asked, string stem, CancellationToken cancellationToken)
    {
        var slips = Spelling.Slips(stem);
        var (shortest, longest) = (stem.Length - slips, stem.Length + slips);
        // The first letter is rarely wrong; it may have changed places with the second one.
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in new[] { stem[0], stem[1] }.Distinct())
        {
            var (from, to) = (first.ToString(), ((char)(first + 1)).ToString());
#pragma warning disable CA1309 // The database compares: the words are figures and small letters.
            known.UnionWith(await asked.Db.SearchWords
                .Where(row => asked.Communes.Contains(row.CommuneId) && string.Compare(row.Word, from) >= 0 && string.Compare(row.Word, to) < 0
                    && row.Word.Length >= shortest && row.Word.Length <= longest)
                .Select(row => row.Word)
                .Distinct()
                .OrderBy(word => word)
                .Take(MostRead)
                .ToListAsync(cancellationToken));
#pragma warning restore CA1309
        }

        return [.. known
            .Select(word => (Word: word, Distance: Spelling.Distance(stem, word, slips)))
            .Where(near => near.Distance <= slips)
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Word, StringComparer.Ordinal)
            .Take(MaxCandidates)
            .Select(near => near.Word)];
    }

    private sealed record Question(PortalDb Db, IReadOnlyList<Guid> Communes, List<Late> Late);

    private sealed record Late(Guid DossierId, Guid CommuneId, string Words);

    /// <summary>A word to find: one of these stems, or one that begins so.</summary>
    private sealed record Wanted(IReadOnlyList<string> Stems, string? Beginning);
}
