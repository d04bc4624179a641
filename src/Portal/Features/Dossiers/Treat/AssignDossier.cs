using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Treat;

/// <summary>Takes charge of a dossier, or gives it to a colleague of the commune.</summary>
public sealed class AssignDossier(DossierWork work, TimeProvider time)
{
    /// <summary>The agent takes the dossier.</summary>
    public Task<bool> TakeAsync(string numero, int version, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, context =>
        {
            context.Dossier.Assign(agent.Sub, agent.Nom, context.Now);
            context.Record(EventKinds.PriseEnCharge);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>The agent gives the dossier to a colleague.</summary>
    public Task<bool> GiveAsync(string numero, int version, Guid colleagueId, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var colleague = await context.Db.Agents
                .Where(row => row.Id == colleagueId && row.Memberships.Any(membership =>
                    membership.CommuneId == context.Dossier.CommuneId
                    && membership.Role != Role.Elu
                    && (membership.Until == null || membership.Until >= today)))
                .FirstOrDefaultAsync(context.CancellationToken)
                ?? throw new DossierRuleException("Choisissez un collègue qui travaille pour cette commune.");

            context.Dossier.Assign(colleague.Id, colleague.Nom, context.Now);
            context.Record(EventKinds.Attribuee, new { agent = colleague.Id, nom = colleague.Nom });
        }, cancellationToken);
}
