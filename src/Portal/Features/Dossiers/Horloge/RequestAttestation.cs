using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>The usager asks for the attestation of the implied acceptance: a task opens, since an act carries the name of who establishes it (CRPA L212-1).</summary>
public sealed class RequestAttestation(DossierWork work)
{
    /// <summary>Asks; asking twice asks once. False when the dossier is gone.</summary>
    /// <exception cref="DossierRuleException">There is nothing to attest.</exception>
    public Task<bool> RunAsync(Guid communeId, Guid dossierId, Guid? usagerSub, CancellationToken cancellationToken) =>
        work.RunAsUsagerAsync(communeId, dossierId, usagerSub, async context =>
        {
            if (!context.Dossier.MayBeAttested)
            {
                throw new DossierRuleException("Cette demande n’est pas acceptée par le silence de la mairie\u00a0: il n’y a pas d’attestation à délivrer.");
            }

            if (await AwaitedAsync(context) is null)
            {
                context.Record(EventKinds.AttestationDemandee);
                await OpenTache.RunAsync(context, TacheKind.EtablirAttestation);
            }
        }, cancellationToken);

    /// <summary>The attestation was established: what asked for it is done.</summary>
    internal static async Task EndAsync(DossierContext context)
    {
        if (await AwaitedAsync(context) is { } task)
        {
            task.Do(context.Agent!.Sub, context.Agent.Nom, "Attestation établie.", context.Now);
            context.Record(EventKinds.TacheFaite, new { tache = task.Id, genre = task.Kind.ToString(), empreinte = TextHash.Of(task.Note!) });
        }
    }

    private static Task<Tache?> AwaitedAsync(DossierContext context) => context.Db.Taches.FirstOrDefaultAsync(
        row => row.DossierId == context.Dossier.Id && row.Kind == TacheKind.EtablirAttestation && row.DoneAt == null, context.CancellationToken);
}
