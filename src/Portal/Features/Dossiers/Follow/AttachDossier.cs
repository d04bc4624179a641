using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>Joins a dossier that was opened by its code to the account of its usager.</summary>
public sealed class AttachDossier(DossierWork work)
{
    /// <summary>Joins it; false when the dossier is gone.</summary>
    /// <exception cref="DossierRuleException">It is joined to another account.</exception>
    public Task<bool> RunAsync(Guid communeId, Guid dossierId, Guid usagerSub, CancellationToken cancellationToken) =>
        work.RunAsUsagerAsync(communeId, dossierId, usagerSub, context =>
        {
            if (context.Dossier.UsagerSub == usagerSub)
            {
                return Task.CompletedTask;
            }

            if (context.Dossier.UsagerSub is not null)
            {
                throw new DossierRuleException("Cette demande est déjà rattachée à un autre compte. La mairie peut vous aider.");
            }

            context.Dossier.Attach(usagerSub, context.Now);
            context.Record(EventKinds.Rattachee);
            return Task.CompletedTask;
        }, cancellationToken);
}
