using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>One page as it was posted, for the draft that the journey holds or for a new one.</summary>
public sealed record SavePageCommand(
    Journey Journey, PageDefinition Page, IReadOnlyDictionary<string, string[]> Posted, PageFiles Files, Guid? UsagerSub);

/// <summary>What became of the page.</summary>
/// <param name="Result">The answers kept and what is to be mended; null when the draft was sent meanwhile.</param>
/// <param name="Flow">The way from there.</param>
/// <param name="DraftId">The draft.</param>
/// <param name="NewKey">The key to give to the browser, when the draft is new.</param>
public sealed record SavedPage(PageResult? Result, FormFlow Flow, Guid DraftId, DraftKey? NewKey);

/// <summary>Keeps what is right in a page, whatever is wrong in it, so that nothing is typed twice.</summary>
public sealed class SavePage(PortalWrites writes, DemarcheTallies tallies, TimeProvider time)
{
    /// <summary>Saves the page.</summary>
    public async Task<SavedPage> RunAsync(SavePageCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var newKey = command.Journey.Draft is null ? DraftKey.Draw(now) : null;
        var demarche = command.Journey.Demarche;
        try
        {
            var saved = await writes.RunAsync(
                CommuneScope.One(command.Journey.Commune.Id),
                (db, token) => SaveAsync(db, command, newKey, now.UtcDateTime, token),
                cancellationToken);
            tallies.Count(demarche.Code, demarche.Version, refused: saved.Result is { Errors.Count: > 0 });
            return saved;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            tallies.CountFailure(demarche.Code, demarche.Version);
            throw;
        }
    }

    private static async Task<SavedPage> SaveAsync(PortalDb db, SavePageCommand command, DraftKey? newKey, DateTime now, CancellationToken cancellationToken)
    {
        var (journey, page) = (command.Journey, command.Page);
        var context = journey.Flow.Context;
        var draft = journey.Draft is { } known ? await db.Drafts.FirstOrDefaultAsync(row => row.Id == known.Id, cancellationToken) : null;
        if (draft is null)
        {
            newKey ??= DraftKey.Draw(new DateTimeOffset(now));
            db.Drafts.Add(draft = Draft.Begin(journey, newKey, command.UsagerSub, now));
        }
        else if (draft.DossierId is not null)
        {
            return new SavedPage(null, journey.Flow, draft.Id, null);
        }

        // The answers of the row, not those of the request: another tab may have written since.
        var answers = FormAnswers.Read(draft.Answers, journey.Demarche, context);
        var result = new FormValidation(journey.Demarche, answers, context).ValidatePage(page, command.Posted, command.Files.Apply(page, answers));
        draft.Answers = result.Answers.ToJson();
        draft.UpdatedAt = now;
        draft.UsagerSub ??= command.UsagerSub;
        await SavePiecesAsync(db, command, draft, result.Answers, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new SavedPage(WithFileErrors(page, result, command.Files.ErrorsFor(result.Answers)), new FormFlow(journey.Demarche, result.Answers, context), draft.Id, newKey);
    }

    private static async Task SavePiecesAsync(
        PortalDb db, SavePageCommand command, Draft draft, FormAnswers answers, DateTime now, CancellationToken cancellationToken)
    {
        var kept = answers.Files().Select(file => file.Id).ToHashSet();
        var before = await db.Pieces.Where(row => row.DraftId == draft.Id && row.DossierId == null && row.FieldId != Mandat.FieldId).ToListAsync(cancellationToken);
        foreach (var added in command.Files.Added.Where(piece => kept.Contains(piece.Id) && !before.Exists(row => row.Id == piece.Id)))
        {
            db.Pieces.Add(new Piece
            {
                Id = added.Id,
                CommuneId = draft.CommuneId,
                DraftId = draft.Id,
                FieldId = added.FieldId,
                FileName = added.File.FileName,
                MediaType = added.File.MediaType,
                Length = added.File.Length,
                Sha256 = added.File.Sha256,
                ScannedAt = added.File.ScannedAt,
                Origin = PieceOrigin.Usager,
                AddedAt = now,
            });
        }

        db.Pieces.RemoveRange(before.Where(piece => !kept.Contains(piece.Id)));
    }

    // A refused file says more than « joignez le fichier »: it takes its place, in the order of the page.
    private static PageResult WithFileErrors(PageDefinition page, PageResult result, IReadOnlyList<FieldError> refused)
    {
        if (refused.Count == 0)
        {
            return result;
        }

        var order = page.AllFields().Select(field => field.Id).ToList();
        var fields = refused.Select(error => error.FieldId).ToHashSet(StringComparer.Ordinal);
        return result with
        {
            Errors = [.. result.Errors.Where(error => !fields.Contains(error.FieldId)).Concat(refused).OrderBy(error => order.IndexOf(error.FieldId))],
        };
    }
}
