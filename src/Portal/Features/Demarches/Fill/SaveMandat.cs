using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>A mandate to keep with a draft, or null to take it away.</summary>
/// <param name="Journey">The journey; a draft is made when it has none.</param>
/// <param name="Mandat">The mandate.</param>
/// <param name="File">A signed mandate that has just come.</param>
/// <param name="KeepFile">Whether the file that the draft has stays, when none came.</param>
/// <param name="UsagerSub">The account of who writes.</param>
public sealed record SaveMandatCommand(Journey Journey, Mandat? Mandat, StoredFile? File, bool KeepFile, Guid? UsagerSub);

/// <summary>Keeps with a draft for whom it is written, by whom and under which mandate.</summary>
public sealed class SaveMandat(PortalWrites writes, TimeProvider time)
{
    /// <summary>Keeps it; the key of the draft that was made, if one was.</summary>
    public Task<DraftKey?> RunAsync(SaveMandatCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writes.RunAsync(
            CommuneScope.One(command.Journey.Commune.Id),
            async (db, token) =>
            {
                var known = command.Journey.Draft?.Id;
                var draft = known is null ? null : await db.Drafts.FirstOrDefaultAsync(row => row.Id == known, token);
                DraftKey? key = null;
                if (draft is null && command.Mandat is not null)
                {
                    key = DraftKey.Draw(now);
                    db.Drafts.Add(draft = Draft.Begin(command.Journey, key, command.UsagerSub, now.UtcDateTime));
                }

                if (draft is { DossierId: null })
                {
                    var piece = await KeepFileAsync(db, draft, command, now, token);
                    draft.Mandat = command.Mandat is { } mandat ? mandat with { PieceId = piece?.Id, PieceNom = piece?.FileName } : null;
                    draft.UpdatedAt = now.UtcDateTime;
                    await db.SaveChangesAsync(token);
                }

                return key;
            },
            cancellationToken);
    }

    // One signed mandate at most: a new one takes the place of the one before.
    private static async Task<Piece?> KeepFileAsync(PortalDb db, Draft draft, SaveMandatCommand command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await db.Pieces.Where(row => row.DraftId == draft.Id && row.FieldId == Mandat.FieldId && row.DossierId == null).ToListAsync(cancellationToken);
        if (command is { Mandat: not null, File: null, KeepFile: true })
        {
            return before.FirstOrDefault();
        }

        db.Pieces.RemoveRange(before);
        if (command is not { Mandat: not null, File: { } file })
        {
            return null;
        }

        var piece = new Piece
        {
            Id = Guid.CreateVersion7(now),
            CommuneId = draft.CommuneId,
            DraftId = draft.Id,
            FieldId = Mandat.FieldId,
            FileName = file.FileName,
            MediaType = file.MediaType,
            Length = file.Length,
            Sha256 = file.Sha256,
            ScannedAt = file.ScannedAt,
            Origin = PieceOrigin.Usager,
            AddedAt = now.UtcDateTime,
        };
        db.Pieces.Add(piece);
        return piece;
    }
}
