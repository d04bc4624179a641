using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Satisfactions;

namespace Beffroi.Portal.Features.Dossiers;

/// <content>The decision, what waits at the town hall, and the end.</content>
public sealed partial class DossierCourriels
{
    /// <summary>The decision with its reasons and the ways of appeal (CRPA L211-2, CJA R421-5).</summary>
    public Task SendDecisionAsync(DossierContext context)
    {
        var values = Values(context);
        values["issue"] = context.Dossier.Outcome == Outcome.Favorable ? "elle est acceptée" : "elle est refusée";
        values["motif"] = context.Dossier.Motif;
        values["recours"] = RecoursOf(Demarche(context.Dossier));
        values["precision"] = Precision(context, messages => context.Dossier.Outcome == Outcome.Favorable ? messages.Accepte : messages.Refuse);
        context.Send("decision", templates.Render("decision", values));
        return Task.CompletedTask;
    }

    /// <summary>The end: the answer, and how the document reaches the usager.</summary>
    public Task SendDelivranceAsync(DossierContext context, DeliveryMode mode, string message, bool withFile)
    {
        var values = Values(context);
        values["texte"] = message;
        values["remise"] = mode switch
        {
            DeliveryMode.Poste => "Le document vous est envoyé par la poste.",
            DeliveryMode.Guichet => "Le document vous est remis au guichet de la mairie.",
            _ when withFile => "Le document est disponible sur la page de suivi de votre demande.",
            _ => "La réponse est disponible sur la page de suivi de votre demande.",
        };
        values["precision"] = Precision(context, messages => messages.Remis);
        values["avis"] = string.Join('\n', Enum.GetValues<Avis>().Select(score => $"- {AvisWords.Of(score)}\u00a0: {directory.UrlOf(context.Commune, avis.Of(context.Dossier, score))}"));
        context.Send("delivrance", templates.Render("delivrance", values));
        return Task.CompletedTask;
    }

    /// <summary>What waits at the town hall, and where to come.</summary>
    public void SendRetrait(DossierContext context, string words)
    {
        var values = Values(context);
        values["texte"] = words;
        context.Send("retrait", templates.Render("retrait", values));
    }
}
