using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>Ends a request that was answered while the person was there; it stays in the counts.</summary>
public sealed class AnswerOnTheSpot(DossierWork work, CountUses uses)
{
    /// <summary>The words kept when the agent wrote none.</summary>
    public const string NoWords = "Répondu sur place.";

    /// <summary>Ends it; false when there is no such dossier. Ending it again changes nothing.</summary>
    public Task<bool> RunAsync(string numero, string? answer, AgentAccess agent, CancellationToken cancellationToken) =>
        RunAsync(numero, answer, [], agent, cancellationToken);

    /// <summary>Ends it with an answer that was begun from these templates: fields that only the dossier knows are filled in here.</summary>
    public Task<bool> RunAsync(string numero, string? answer, IReadOnlyCollection<Guid> modeles, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(numero, agent, (who, commune) => who.MayQualify(commune), null, async context =>
        {
            if (context.Dossier.IsClosed)
            {
                return;
            }

            var words = string.IsNullOrWhiteSpace(answer) ? NoWords : await uses.CompleteAsync(context, answer, modeles);
            if (words.Length > WriteToUsager.MaxLength)
            {
                throw new DossierRuleException("La réponse dépasse 10\u00a0000 caractères. Raccourcissez-la.");
            }

            context.Dossier.RequireAlone();
            await FollowJoined.RequireNoneAsync(context);
            context.Dossier.AnswerOnTheSpot(words, context.Now);
            context.Record(EventKinds.Decidee, new { issue = nameof(Outcome.Reponse), empreinte = TextHash.Of(words), surPlace = true });
            context.Record(EventKinds.Cloturee);
            await uses.RunAsync(context, words, modeles);
        }, cancellationToken);
}
