using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>Writes the acknowledgement that the qualification will send, to be read before it leaves; nothing is saved.</summary>
public sealed class AcknowledgementPreview(PortalContexts contexts, DossierCourriels courriels, CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The mail as it would be sent now; null when the qualification sends none.</summary>
    public async Task<Courriel?> WriteAsync(Dossier dossier, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (dossier.Phase is not (Phase.Reception or Phase.Qualification))
        {
            return null;
        }

        // A context of its own, thrown away unsaved: the very code that sends writes the preview.
        await using var db = contexts.Open(CommuneScope.One(dossier.CommuneId));
        var copy = await db.Dossiers.AsNoTracking().FirstAsync(row => row.Id == dossier.Id, cancellationToken);
        var log = await DossierLog.OpenAsync(db, dossier.CommuneId, cancellationToken);
        var context = new DossierContext(
            db, copy, directory.Find(dossier.CommuneId)!, agent, log, new Actor(ActorKind.Agent, agent.Sub, agent.Nom), time.GetUtcNow().UtcDateTime, cancellationToken);
        await courriels.SendAccuseReceptionAsync(context);
        return db.Courriels.Local.SingleOrDefault();
    }
}
