using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Dossiers.Deliver;

/// <summary>Tells the usager that the answer or the document waits at the town hall; the dossier ends when it is handed over.</summary>
public sealed class AnnouncePickup(DossierWork work, DossierCourriels courriels)
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxWords = 2_000;

    /// <summary>Tells it; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> RunAsync(string numero, int version, string? words, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), version, context =>
        {
            if (string.IsNullOrWhiteSpace(words) || words.Length > MaxWords)
            {
                throw new DossierFieldException(nameof(DossierForm.MotsRetrait), "Écrivez ce qui attend l’usager et quand il peut venir (2\u00a0000 caractères au plus).");
            }

            context.Dossier.RequireAlone();
            var message = context.Write(words);
            context.Dossier.AnnouncePickup(context.Now);
            context.Record(EventKinds.RetraitAnnonce, new { message = message.Id, empreinte = TextHash.Of(words) });
            courriels.SendRetrait(context, words);
            return Task.CompletedTask;
        }, cancellationToken);
}
