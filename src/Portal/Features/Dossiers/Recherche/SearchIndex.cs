using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>Writes what dossiers are found by, inside the unit of work that writes them.</summary>
internal static class SearchIndex
{
    /// <summary>Adds a dossier that is being filed, with the pieces that it takes along.</summary>
    public static void Add(PortalDb db, Dossier dossier) =>
        Add(db, dossier, dossier.DraftId is null ? [] : db.Pieces.Local.Where(piece => piece.DossierId == dossier.Id));

    /// <summary>Adds a new dossier with these pieces.</summary>
    public static void Add(PortalDb db, Dossier dossier, IEnumerable<Piece> pieces)
    {
        var document = new SearchDocument(dossier.CommuneId);
        document.Add(dossier);
        foreach (var piece in pieces)
        {
            document.Add(piece.FileName);
        }

        db.SearchEntries.Add(Entry(dossier, document));
    }

    /// <summary>Adds the texts and files that an action brought to a dossier.</summary>
    public static async Task FollowAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken)
    {
        var texts = db.Messages.Local.Where(row => row.DossierId == dossier.Id && db.Entry(row).State == EntityState.Added).Select(row => row.Body)
            .Concat(db.Pieces.Local.Where(row => row.DossierId == dossier.Id && db.Entry(row).State == EntityState.Added).Select(row => row.FileName))
            .ToList();
        if (db.Entry(dossier).Property(row => row.Motif) is { IsModified: true, CurrentValue: { } motif })
        {
            texts.Add(motif);
        }

        if (texts.Count == 0)
        {
            return;
        }

        if (await db.SearchEntries.FirstOrDefaultAsync(row => row.DossierId == dossier.Id, cancellationToken) is not { } entry)
        {
            // A dossier from before the index, whose turn has not come.
            return;
        }

        var document = new SearchDocument(dossier.CommuneId);
        document.AddEntry(entry);
        foreach (var text in texts)
        {
            document.Add(text);
        }

        (entry.Words, entry.Pending) = (document.Text, true);
    }

    /// <summary>Makes the entry of a dossier anew from all its rows.</summary>
    public static async Task RebuildAsync(PortalDb db, Dossier dossier, CancellationToken cancellationToken)
    {
        var document = new SearchDocument(dossier.CommuneId);
        document.Add(dossier);
        foreach (var body in await db.Messages.Where(row => row.DossierId == dossier.Id).Select(row => row.Body).ToListAsync(cancellationToken))
        {
            document.Add(body);
        }

        foreach (var name in await db.Pieces.Where(row => row.DossierId == dossier.Id).Select(row => row.FileName).ToListAsync(cancellationToken))
        {
            document.Add(name);
        }

        if (await db.SearchEntries.FirstOrDefaultAsync(row => row.DossierId == dossier.Id, cancellationToken) is { } entry)
        {
            (entry.Words, entry.Rules, entry.Pending) = (document.Text, SearchEntry.CurrentRules, true);
        }
        else
        {
            db.SearchEntries.Add(Entry(dossier, document));
        }
    }

    private static SearchEntry Entry(Dossier dossier, SearchDocument document) => new()
    {
        DossierId = dossier.Id,
        CommuneId = dossier.CommuneId,
        Words = document.Text,
        Rules = SearchEntry.CurrentRules,
    };
}
