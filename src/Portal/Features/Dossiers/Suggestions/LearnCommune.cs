using System.Runtime.InteropServices;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

/// <summary>
/// Learns from the next lines of a commune's log. A dossier teaches once, when it ends after it was qualified: its service is then the one that answered.
/// The counts and the cursor move in one transaction, so that they are what a recount of all past dossiers gives.
/// </summary>
public sealed class LearnCommune(DemarcheCatalogue catalogue)
{
    /// <summary>The most lines of the log in one step.</summary>
    public const int Lines = 500;

    /// <summary>Takes one step inside a unit of work of the commune; the lines that were read.</summary>
    public async Task<int> StepAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var cursor = await db.SuggestionCursors.FirstOrDefaultAsync(row => row.CommuneId == communeId, cancellationToken);
        if (cursor is null)
        {
            db.SuggestionCursors.Add(cursor = new SuggestionCursor { CommuneId = communeId });
        }

        // Lines beyond the head may not be committed yet.
        var head = await db.Ledgers.AsNoTracking().Where(row => row.CommuneId == communeId).Select(row => row.Sequence).FirstOrDefaultAsync(cancellationToken);
        var from = cursor.Sequence;
        var lines = await db.DossierEvents
            .Where(line => line.CommuneId == communeId && line.Sequence > from && line.Sequence <= head)
            .OrderBy(line => line.Sequence).Take(Lines)
            .Select(line => new { line.Sequence, line.DossierId, line.Kind })
            .ToListAsync(cancellationToken);
        if (lines.Count == 0)
        {
            return 0;
        }

        List<Guid> ended = [.. lines.Where(line => line.Kind == EventKinds.Cloturee).Select(line => line.DossierId).Distinct()];
        if (ended.Count > 0)
        {
            await LearnAsync(db, communeId, ended, cancellationToken);
        }

        cursor.Sequence = lines[^1].Sequence;
        await db.SaveChangesAsync(cancellationToken);
        return lines.Count;
    }

    private async Task LearnAsync(PortalDb db, Guid communeId, List<Guid> ended, CancellationToken cancellationToken)
    {
        var qualified = await db.DossierEvents.Where(line => ended.Contains(line.DossierId) && line.Kind == EventKinds.Qualifiee)
            .Select(line => line.DossierId).Distinct().ToListAsync(cancellationToken);
        var dossiers = await db.Dossiers.AsNoTracking()
            .Where(row => row.CommuneId == communeId && qualified.Contains(row.Id) && row.Outcome != null && row.Outcome != Outcome.Transmise)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var services = await db.Services.AsNoTracking().Where(row => row.CommuneId == communeId).ToDictionaryAsync(row => row.Id, row => row.Code, cancellationToken);
        var learnt = new Dictionary<Cell, int>();
        foreach (var dossier in dossiers)
        {
            string[] words = ["", .. SuggestionWords.Of(dossier, catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)).Keys];
            Count(learnt, SuggestionKind.Demarche, dossier.DemarcheCode, words);
            if (dossier.ServiceId is { } id && services.TryGetValue(id, out var service))
            {
                Count(learnt, SuggestionKind.Service, service, words);
            }
        }

        await ApplyAsync(db, communeId, learnt, cancellationToken);
    }

    private static void Count(Dictionary<Cell, int> learnt, SuggestionKind kind, string label, string[] words)
    {
        foreach (var word in words)
        {
            var cell = new Cell(kind, word, label);
            learnt[cell] = learnt.GetValueOrDefault(cell) + 1;
        }
    }

    private static async Task ApplyAsync(PortalDb db, Guid communeId, Dictionary<Cell, int> learnt, CancellationToken cancellationToken)
    {
        var hidden = learnt.Keys.Select(cell => cell.Word).Where(word => word.Length > 0).Distinct().ToDictionary(word => word, word => SuggestionWords.Hide(communeId, word), StringComparer.Ordinal);
        List<string> asked = ["", .. hidden.Keys, .. hidden.Values];
        var known = (await db.SuggestionCounts.Where(row => row.CommuneId == communeId && asked.Contains(row.Word)).ToListAsync(cancellationToken))
            .ToLookup(row => (row.Kind, row.Word));
        foreach (var group in learnt.GroupBy(cell => (cell.Key.Kind, cell.Key.Word)))
        {
            var (kind, word) = group.Key;
            var secret = word.Length == 0 ? "" : hidden[word];
            List<SuggestionCount> rows = [.. word.Length == 0 ? known[(kind, "")] : known[(kind, word)].Concat(known[(kind, secret)])];
            var total = rows.Sum(row => row.Count) + group.Sum(cell => cell.Value);
            var name = word.Length == 0 || total >= SuggestionCount.Readable ? word : secret;
            var counts = group.ToDictionary(cell => cell.Key.Label, cell => cell.Value, StringComparer.Ordinal);
            foreach (var row in rows)
            {
                if (row.Word == name)
                {
                    row.Count += counts.GetValueOrDefault(row.Label);
                    counts.Remove(row.Label);
                }
                else
                {
                    // The word has become readable: the row takes its name.
                    counts[row.Label] = counts.GetValueOrDefault(row.Label) + row.Count;
                    db.SuggestionCounts.Remove(row);
                }
            }

            foreach (var (label, count) in counts)
            {
                db.SuggestionCounts.Add(new SuggestionCount { CommuneId = communeId, Kind = kind, Word = name, Label = label, Count = count });
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Cell(SuggestionKind Kind, string Word, string Label);
}
