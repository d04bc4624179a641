using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Qualify;

/// <summary>The end of the qualification: whose the dossier is and how urgent; complete and competent.</summary>
public sealed record QualifyDossierCommand(string Numero, int Version, Guid ServiceId, Priority Priority);

/// <summary>Qualifies a dossier: the service receives it and the acknowledgement leaves with every mention that the law asks for.</summary>
public sealed class QualifyDossier(DossierWork work, DossierCourriels courriels, FollowJoined joined)
{
    /// <summary>Qualifies; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(QualifyDossierCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayQualify(commune), command.Version, async context =>
        {
            var service = await context.Db.Services.FirstOrDefaultAsync(
                row => row.Id == command.ServiceId && row.CommuneId == context.Dossier.CommuneId, context.CancellationToken)
                ?? throw new DossierRuleException("Choisissez le service qui traitera la demande.");

            context.Dossier.RequireAlone();
            await QualifyAsync(context, service, command.Priority);
            await joined.EachAsync(context, own => own.Dossier.Phase is Phase.Traitement ? Task.CompletedTask : QualifyAsync(own, service, own.Dossier.Priority));
        }, cancellationToken);

    private async Task QualifyAsync(DossierContext context, Communes.Service service, Priority priority)
    {
        context.Dossier.Qualify(service.Id, priority, context.Now);
        context.Record(EventKinds.Qualifiee, new { service = service.Code, priorite = priority.ToString() });
        await courriels.SendAccuseReceptionAsync(context);
    }
}
