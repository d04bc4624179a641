using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;
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

    /// <summary>The agent gives the dossier to a colleague, or to who stands in for that colleague today.</summary>
    public Task<bool> GiveAsync(string numero, int version, Guid colleagueId, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var colleague = await FindAsync(context, colleagueId, today)
                ?? throw new DossierRuleException("Choisissez un collègue qui travaille pour cette commune.");

            var standIn = await StandInAsync(context, colleague);
            context.Dossier.Assign(standIn.Id, standIn.Nom, context.Now);
            context.Record(EventKinds.Attribuee, standIn == colleague ? (object)new { agent = colleague.Id, nom = colleague.Nom } : new { agent = standIn.Id, nom = standIn.Nom, pour = colleague.Nom });
        }, cancellationToken);

    /// <summary>Who stands in for an agent of the dossier's commune today; the agent where nobody does.</summary>
    internal static async Task<Agent> StandInAsync(DossierContext context, Agent colleague)
    {
        var today = FrenchDates.DayOf(context.Now);
        var commune = context.Dossier.CommuneId;
        var absents = await AbsentAgents.ReadAsync(context.Db, [commune], today, context.CancellationToken);
        // A delegate whose role has ended meanwhile stands in for nobody.
        return absents.StandInFor(commune, colleague.Id) is { } id && id != colleague.Id ? await FindAsync(context, id, today) ?? colleague : colleague;
    }

    private static Task<Agent?> FindAsync(DossierContext context, Guid id, DateOnly today) => context.Db.Agents
        .Where(row => row.Id == id && row.Memberships.Any(membership =>
            membership.CommuneId == context.Dossier.CommuneId
            && membership.Role != Role.Elu
            && (membership.Until == null || membership.Until >= today)))
        .FirstOrDefaultAsync(context.CancellationToken);
}
