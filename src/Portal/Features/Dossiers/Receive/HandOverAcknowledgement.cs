using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;

namespace Beffroi.Portal.Features.Dossiers.Receive;

/// <summary>How an acknowledgement on paper reaches the usager.</summary>
public enum AcknowledgementWay
{
    /// <summary>Handed over.</summary>
    MainPropre,

    /// <summary>Sent by post.</summary>
    Courrier,
}

/// <summary>An acknowledgement that was printed and given to the usager on a day.</summary>
public sealed record HandOverAcknowledgementCommand(string Numero, int Version, AcknowledgementWay Way, DateOnly On);

/// <summary>
/// Records that an acknowledgement on paper was given, with its day: it counts as the one that the law asks for (CRPA L112-3, R112-5)
/// and its text is kept with the dossier.
/// </summary>
public sealed class HandOverAcknowledgement(DossierWork work, DossierCourriels courriels)
{
    /// <summary>Records it; false when there is no such dossier.</summary>
    public Task<bool> RunAsync(HandOverAcknowledgementCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var dossier = context.Dossier;
            if (!courriels.GoesOnPaper(dossier))
            {
                throw new DossierRuleException(dossier.AccuseReceptionAt is null
                    ? "L’accusé de réception de cette demande n’est pas à donner sur papier."
                    : "L’accusé de réception est déjà parti.");
            }

            var at = TypedDay.Instant(command.On, dossier.ReceivedAt, context.Now, nameof(Detail.DossierForm.RemisLe));
            var text = await WriteAsync(context);
            var message = context.Write(text);
            dossier.AcknowledgeOnPaper(at, context.Now);
            context.Record(EventKinds.AccuseRemis, new { voie = command.Way.ToString(), le = command.On, message = message.Id, empreinte = TextHash.Of(text) });
        }, cancellationToken);

    private async Task<string> WriteAsync(DossierContext context)
    {
        try
        {
            return (await courriels.WriteAccuseReceptionAsync(context)).Text;
        }
        catch (MissingMentionException missing)
        {
            throw new DossierRuleException($"L’accusé de réception n’est pas complet, il manque {BureauWords.OfMentions(missing.Mentions)}. Faites-le saisir par l’administration de la commune, puis imprimez-le de nouveau.");
        }
    }
}
