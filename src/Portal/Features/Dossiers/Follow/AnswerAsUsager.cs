using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>What the usager sends on the follow-up page: words, files, or both.</summary>
public sealed record AnswerAsUsagerCommand(Guid CommuneId, Guid DossierId, Guid? UsagerSub, string? Text, IReadOnlyList<StoredFile> Files);

/// <summary>Takes the usager's message and pieces; pieces that were asked for end the suspension of the legal clock.</summary>
public sealed class AnswerAsUsager(DossierWork work, DossierCourriels courriels)
{
    /// <summary>The longest message, in characters.</summary>
    public const int MaxLength = 5_000;

    /// <summary>Takes it; false when the dossier is gone.</summary>
    public Task<bool> RunAsync(AnswerAsUsagerCommand command, CancellationToken cancellationToken) =>
        work.RunAsUsagerAsync(command.CommuneId, command.DossierId, command.UsagerSub, async context =>
        {
            if (string.IsNullOrWhiteSpace(command.Text) && command.Files.Count == 0)
            {
                throw new DossierRuleException("Écrivez un message ou choisissez un fichier.");
            }

            if (command.Text?.Length > MaxLength)
            {
                throw new DossierRuleException("Votre message dépasse 5\u00a0000 caractères. Raccourcissez-le, ou joignez un fichier.");
            }

            if (await PieceRows.AreKeptAsync(command.Files, context))
            {
                return;
            }

            Guid? messageId = null;
            if (!string.IsNullOrWhiteSpace(command.Text))
            {
                var message = context.Write(command.Text);
                messageId = message.Id;
                context.Record(EventKinds.MessageUsager, new { message = message.Id, empreinte = TextHash.Of(command.Text) });
            }

            foreach (var file in command.Files)
            {
                var piece = PieceRows.Of(file, context, PieceOrigin.Usager, messageId);
                context.Db.Pieces.Add(piece);
                context.Record(EventKinds.PieceRecue, new { piece = piece.Id, fichier = file.Sha256 });
            }

            var produced = command.Files.Count > 0 && await EndRequestAsync(context);
            context.Dossier.HearUsager(produced, context.Now);
            if (produced)
            {
                await courriels.SendPieceRecueAsync(context, context.Now, "envoyé");
            }
        }, cancellationToken);

    private static async Task<bool> EndRequestAsync(DossierContext context)
    {
        var request = await context.Db.PieceRequests.FirstOrDefaultAsync(
            row => row.DossierId == context.Dossier.Id && row.ProducedAt == null, context.CancellationToken);
        if (request is null)
        {
            return false;
        }

        request.ProducedAt = context.Now;
        return true;
    }
}
