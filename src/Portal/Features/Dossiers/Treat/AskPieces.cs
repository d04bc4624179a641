using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Treat;

/// <summary>Pieces to ask of the usager, one a line, and the last day to send them.</summary>
public sealed record AskPiecesCommand(string Numero, int Version, string Pieces, DateOnly Deadline);

/// <summary>Asks the usager for missing pieces: the list, the delay and its effect are told (CRPA L114-5), the legal clock is suspended.</summary>
public sealed class AskPieces(DossierWork work, DossierCourriels courriels)
{
    /// <summary>Asks; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(AskPiecesCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var pieces = command.Pieces.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (pieces.Length == 0 || command.Pieces.Length > 2000)
            {
                throw new DossierRuleException("Indiquez chaque pièce demandée, une par ligne, en 2\u00a0000 caractères au plus.");
            }

            var today = FrenchDates.DayOf(context.Now);
            if (command.Deadline <= today || command.Deadline > today.AddMonths(6))
            {
                throw new DossierRuleException("Choisissez une date limite à partir de demain, et dans les six mois.");
            }

            if (await context.Db.PieceRequests.AnyAsync(
                row => row.DossierId == context.Dossier.Id && row.ProducedAt == null, context.CancellationToken))
            {
                throw new DossierRuleException("Une demande de pièces est déjà en cours : attendez la réponse de l’usager, ou écrivez-lui un message.");
            }

            var request = new PieceRequest
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
                CommuneId = context.Dossier.CommuneId,
                DossierId = context.Dossier.Id,
                Pieces = string.Join('\n', pieces),
                RequestedAt = context.Now,
                Deadline = command.Deadline,
            };
            context.Db.PieceRequests.Add(request);
            context.Dossier.AskPieces(context.Now);
            context.Record(EventKinds.PieceDemandee, new { demande = request.Id, empreinte = TextHash.Of(request.Pieces), avant = command.Deadline });
            await courriels.SendDemandePiecesAsync(context, pieces, command.Deadline);
        }, cancellationToken);
}
