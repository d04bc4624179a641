using Beffroi.Portal.Agents;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Gives up an opinion that is awaited: its link opens nothing any more, nor does its task.</summary>
public sealed class GiveUpConsultation(DossierWork work)
{
    /// <summary>Gives it up; false when the agent's communes have no such dossier, or the dossier no such opinion.</summary>
    /// <exception cref="DossierRuleException">It was given, or given up, meanwhile.</exception>
    public async Task<bool> RunAsync(string numero, Guid id, AgentAccess agent, CancellationToken cancellationToken)
    {
        var found = false;
        return await work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            var consultation = await context.Db.Consultations.FirstOrDefaultAsync(row => row.Id == id && row.DossierId == context.Dossier.Id, context.CancellationToken);
            found = consultation is not null;
            if (consultation is not null)
            {
                EndConsultations.End(context, consultation);
            }
        }, cancellationToken) && found;
    }
}
