using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>Lets the target of a dossier stand still for a reason, and run again.</summary>
public sealed class SuspendObjectif(DossierWork work)
{
    /// <summary>It stands still; false when there is no such dossier.</summary>
    public Task<bool> PauseAsync(string numero, int version, PauseReason reason, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var open = await RequireAsync(context);
            if (open.PausedAt is not null)
            {
                throw new DossierRuleException($"L’objectif est déjà suspendu\u00a0: {ObjectifWords.Of(open.PauseReason!.Value)}. Faites-le d’abord reprendre.");
            }

            open.Pause(reason, context.Now);
            context.Dossier.Touch(context.Now);
            context.Record(EventKinds.ObjectifSuspendu, new { phase = open.Phase.ToString(), motif = reason.ToString() });
        }, cancellationToken);

    /// <summary>It runs again; false when there is no such dossier.</summary>
    public Task<bool> ResumeAsync(string numero, int version, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, async context =>
        {
            var open = await RequireAsync(context);
            if (open.PausedAt is null)
            {
                throw new DossierRuleException("L’objectif n’est pas suspendu.");
            }

            if (open.PauseReason is PauseReason.AttenteUsager && context.Dossier.AttendUsager)
            {
                throw new DossierRuleException("Des pièces sont attendues de l’usager\u00a0: l’objectif reprend de lui-même quand elles arrivent.");
            }

            open.Resume(context.Now, await OpeningCalendars.ReadAsync(context.Db, context.Commune, context.CancellationToken));
            if (context.Dossier.AttendUsager)
            {
                open.Pause(PauseReason.AttenteUsager, context.Now);
            }

            context.Dossier.Touch(context.Now);
            context.Record(EventKinds.ObjectifRepris, new { phase = open.Phase.ToString() });
        }, cancellationToken);

    private static async Task<SuiviObjectif> RequireAsync(DossierContext context) =>
        await FollowObjectifs.OpenAsync(context) ?? throw new DossierRuleException("Aucun objectif ne court pour cette demande.");
}
