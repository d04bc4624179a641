using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Treat;

/// <summary>Pieces that were asked for and that the usager brought to the town hall: files, or a note on what an agent saw.</summary>
public sealed record ReceivePiecesCommand(string Numero, int Version, DateOnly BroughtOn, string? Note, IReadOnlyList<StoredFile> Files);

/// <summary>Records pieces brought to the town hall: the request ends on the day they came and the legal clock runs again (CRPA L114-5).</summary>
public sealed class ReceivePieces(DossierWork work, DossierCourriels courriels)
{
    /// <summary>The most files at once.</summary>
    public const int MaxFiles = 10;

    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 2_000;

    /// <summary>Records them; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(ReceivePiecesCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var note = string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim();
            if ((note is null && command.Files.Count == 0) || note?.Length > MaxNote || command.Files.Count > MaxFiles)
            {
                throw new DossierRuleException(
                    $"Joignez les pièces numérisées, {MaxFiles}\u00a0fichiers au plus, ou notez lesquelles vous avez vues, en 2\u00a0000 caractères au plus.");
            }

            var request = await context.Db.PieceRequests.FirstOrDefaultAsync(
                row => row.DossierId == context.Dossier.Id && row.ProducedAt == null, context.CancellationToken)
                ?? throw new DossierRuleException("Aucune pièce n’est attendue pour cette demande\u00a0: ajoutez une note interne.");

            request.ProducedAt = TypedDay.Instant(command.BroughtOn, request.RequestedAt, context.Now, nameof(Detail.DossierForm.ApporteesLe));
            var pieces = command.Files.Select(file => PieceRows.Of(file, context, PieceOrigin.Commune)).ToList();
            context.Db.Pieces.AddRange(pieces);
            var message = note is null ? null : context.Write(note, isInternal: true);
            context.Dossier.ReceivePieces(context.Now);
            context.Record(EventKinds.PiecesApportees, new
            {
                demande = request.Id,
                le = command.BroughtOn,
                pieces = pieces.Select(piece => piece.Id),
                fichiers = pieces.Select(piece => piece.Sha256),
                message = message?.Id,
                empreinte = note is null ? null : TextHash.Of(note),
            });
            await courriels.SendPieceRecueAsync(context, request.ProducedAt.Value, "apporté");
        }, cancellationToken);
}
