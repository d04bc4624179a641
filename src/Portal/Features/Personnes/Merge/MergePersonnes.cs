using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Merge;

/// <summary>
/// Shows two records as one, or each alone again. Nothing moves: the merged record keeps its name, contacts, requests and keys, and only says
/// with which it is shown, so that the undoing gives back exactly what was.
/// </summary>
public sealed class MergePersonnes(PersonneWork work)
{
    /// <summary>Merges another record into this one; false when the agent has no such record.</summary>
    /// <exception cref="DossierRuleException">They cannot be merged.</exception>
    public Task<bool> MergeAsync(Guid intoId, Guid otherId, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(intoId, agent, async (context, into) =>
        {
            var other = await context.Db.Personnes.FirstOrDefaultAsync(row => row.CommuneId == context.CommuneId && row.Id == otherId, context.CancellationToken)
                ?? throw new DossierRuleException("L’autre fiche n’existe pas dans cette commune. Cherchez-la de nouveau.");
            var head = await PersonneGroup.HeadAsync(context.Db, into, context.CancellationToken);
            other = await PersonneGroup.HeadAsync(context.Db, other, context.CancellationToken);
            if (head.Id == other.Id)
            {
                throw new DossierRuleException("Ces deux fiches n’en font déjà qu’une.");
            }

            if (head.Kind != other.Kind)
            {
                throw new DossierRuleException("Une personne et une organisation restent deux fiches. Notez plutôt la personne comme représentante de l’organisation.");
            }

            other.MergeInto(head.Id, context.Now);
            head.Touch(context.Now);
            context.Db.PersonneFusions.Add(new PersonneFusion
            {
                Id = context.NewId(),
                CommuneId = context.CommuneId,
                PersonneId = other.Id,
                IntoId = head.Id,
                Nom = other.NomComplet,
                At = context.Now,
                AgentId = agent.Sub,
                AgentNom = agent.Nom,
            });
        }, cancellationToken);

    /// <summary>Undoes a merge; false when the agent has no such record. Undoing it again changes nothing.</summary>
    /// <exception cref="DossierRuleException">There is no such merge.</exception>
    public Task<bool> UndoAsync(Guid intoId, Guid fusionId, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(intoId, agent, async (context, _) =>
        {
            var fusion = await context.Db.PersonneFusions.FirstOrDefaultAsync(row => row.CommuneId == context.CommuneId && row.Id == fusionId, context.CancellationToken)
                ?? throw new DossierRuleException("Cette fusion n’existe pas dans la commune.");
            if (fusion.UndoneAt is not null)
            {
                return;
            }

            var merged = await context.Db.Personnes.FirstAsync(row => row.CommuneId == context.CommuneId && row.Id == fusion.PersonneId, context.CancellationToken);
            merged.Part(context.Now);
            fusion.Undo(agent.Nom, context.Now);
        }, cancellationToken);
}
