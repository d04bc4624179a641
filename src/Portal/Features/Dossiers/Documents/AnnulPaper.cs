using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>A paper to annul, and why.</summary>
public sealed record AnnulPaperCommand(string Numero, int Version, Guid Paper, string? Reason);

/// <summary>Annuls a paper, on a dossier that is ended too: an error may be found late. The verification page says so from then on.</summary>
public sealed class AnnulPaper(DossierWork work)
{
    /// <summary>Annuls it; false when there is no such dossier in the agent's communes.</summary>
    /// <exception cref="DossierRuleException">The paper is not of this dossier, is annulled already, or the agent may not annul papers of its kind.</exception>
    public Task<bool> RunAsync(AnnulPaperCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var paper = await context.Db.Papers.FirstOrDefaultAsync(
                row => row.Id == command.Paper && row.DossierId == context.Dossier.Id, context.CancellationToken)
                ?? throw new DossierRuleException("Ce document n’est pas dans ce dossier.");
            if (!EstablishPaper.May(agent, paper.CommuneId, paper.Kind))
            {
                throw new DossierRuleException("Votre rôle ne permet pas d’annuler ce document. L’agent du service ou l’administrateur de la commune le peut.");
            }

            var reason = command.Reason?.ReplaceLineEndings("\n").Trim() ?? "";
            paper.Annul(reason, context.Now);
            context.Dossier.Touch(context.Now);
            context.Record(EventKinds.DocumentAnnule, new
            {
                document = paper.Id,
                titre = paper.Title,
                empreinte = TextHash.Of(reason),
                remis = paper.GivenAt is not null,
            });
        }, cancellationToken);
}
