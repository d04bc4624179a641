using System.Collections.Immutable;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>Takes the files that an agent scans at the counter and ties them to the intake until it is filed.</summary>
public sealed class IntakeFiles(PieceIntake intake, PortalWrites writes, TimeProvider time)
{
    /// <summary>Stores the files of each attachment field.</summary>
    /// <exception cref="PieceRefusedException">A file is not accepted.</exception>
    public async Task<IReadOnlyDictionary<string, FilesAnswer>> TakeAsync(
        Guid communeId, Guid draftId, DemarcheDefinition demarche, IFormFileCollection uploads, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal);
        foreach (var field in demarche.AllFields().Where(asked => asked.Kind == FieldKind.Attachment))
        {
            var pieces = new List<Piece>();
            foreach (var upload in uploads.GetFiles(FormValidation.InputName(field.Id)).Take(field.MaxFiles ?? 1))
            {
                pieces.Add(PieceOf(await intake.TakeAsync(upload, cancellationToken), communeId, draftId, field.Id));
            }

            if (pieces.Count == 0)
            {
                continue;
            }

            await writes.RunAsync(
                CommuneScope.One(communeId),
                async (db, token) =>
                {
                    db.Pieces.AddRange(pieces);
                    await db.SaveChangesAsync(token);
                },
                cancellationToken);
            answers[field.Id] = new FilesAnswer([.. pieces.Select(piece => new FileAnswer(piece.Id, piece.FileName, piece.MediaType, piece.Length))]);
        }

        return answers;
    }

    private Piece PieceOf(StoredFile file, Guid communeId, Guid draftId, string fieldId) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        CommuneId = communeId,
        DraftId = draftId,
        FieldId = fieldId,
        FileName = file.FileName,
        MediaType = file.MediaType,
        Length = file.Length,
        Sha256 = file.Sha256,
        Origin = PieceOrigin.Commune,
        AddedAt = time.GetUtcNow().UtcDateTime,
        ScannedAt = file.ScannedAt,
    };
}
