using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>The mails that a dossier's steps send, with the mentions that the law asks for; each is prepared in the transaction of its step.</summary>
public sealed class DossierCourriels(CourrielTemplates templates, DemarcheCatalogue catalogue, CommuneDirectory directory, LegalDeadlines deadlines)
{
    /// <summary>The registration receipt: at once, on electronic channels (CRPA R112-11-2).</summary>
    public void SendAccuseEnregistrement(DossierContext context)
    {
        var demarche = Demarche(context.Dossier);
        var values = Values(context);
        values["etapes"] = string.Join('\n', demarche.Next.Select((step, i) => $"{i + 1}. {step}"));
        context.Dossier.AccuseEnregistrementAt = context.Now;
        context.Send("accuse-enregistrement", templates.Render("accuse-enregistrement", values));
    }

    /// <summary>
    /// The acknowledgement with every mention: of CRPA R112-11-1 on electronic channels, of R112-5 for the counter, the phone and
    /// letters, where a pure delivery of a document needs none.
    /// </summary>
    /// <exception cref="DossierRuleException">A mention is missing: the town hall's phone, most often.</exception>
    public async Task SendAccuseReceptionAsync(DossierContext context)
    {
        var dossier = context.Dossier;
        if (dossier.AccuseReceptionAt is not null || dossier.UsagerCourriel is null
            || (!LegalDeadlines.IsElectronic(dossier.Channel) && Demarche(dossier).Nature == DemarcheNature.Delivrance))
        {
            return;
        }

        var kind = LegalDeadlines.IsElectronic(dossier.Channel) ? "accuse-reception" : "accuse-reception-papier";
        var rendered = await RenderAccuseReceptionAsync(context, kind);
        dossier.AccuseReceptionAt = context.Now;
        context.Send(kind, rendered);
    }

    private async Task<RenderedCourriel> RenderAccuseReceptionAsync(DossierContext context, string kind)
    {
        var requests = await context.Db.PieceRequests.Where(row => row.DossierId == context.Dossier.Id).ToListAsync(context.CancellationToken);
        var rule = Demarche(context.Dossier).Silence;
        var values = await ValuesWithServiceAsync(context);
        values["silence"] = Silence(rule, deadlines.Clock(context.Dossier, requests).SilenceDate);
        values["recours"] = RecoursAfterSilence(rule);
        try
        {
            return templates.Render(kind, values);
        }
        catch (MissingMentionException missing)
        {
            throw new DossierRuleException(
                $"L’accusé de réception ne peut pas partir : il y manque {French.List(missing.Mentions)}. "
                + "L’administrateur de la commune complète les coordonnées de la mairie dans « Administration ».");
        }
    }

    /// <summary>The list of missing pieces, the delay and its effect (CRPA L114-5).</summary>
    public async Task SendDemandePiecesAsync(DossierContext context, IReadOnlyList<string> pieces, DateOnly deadline)
    {
        var values = await ValuesWithServiceAsync(context);
        values["pieces"] = string.Join('\n', pieces.Select(piece => "- " + piece));
        values["date_limite"] = FrenchDates.LongDate(deadline);
        values["effet"] = Demarche(context.Dossier).Silence?.Rule switch
        {
            SilenceMeaning.Acceptation => "Le délai au terme duquel votre demande est réputée acceptée ne court qu’à partir de la réception de ces pièces (article L. 114-5 du code des relations entre le public et l’administration).",
            SilenceMeaning.Rejet => "Le délai au terme duquel votre demande est réputée rejetée est suspendu jusqu’à leur réception, ou jusqu’à cette date (article L. 114-5 du code des relations entre le public et l’administration).",
            _ => "Nous reprendrons votre demande dès que nous les aurons reçues.",
        };
        context.Send("demande-de-pieces", templates.Render("demande-de-pieces", values));
    }

    /// <summary>Tells that pieces came.</summary>
    public Task SendPieceRecueAsync(DossierContext context)
    {
        var values = Values(context);
        values["date"] = FrenchDates.LongDateTime(context.Now);
        context.Send("piece-recue", templates.Render("piece-recue", values));
        return Task.CompletedTask;
    }

    /// <summary>A message of the service, signed with its author's name and quality (CRPA L111-2).</summary>
    public Task SendMessageAsync(DossierContext context, string text)
    {
        var values = Values(context);
        values["texte"] = text;
        context.Send("message", templates.Render("message", values));
        return Task.CompletedTask;
    }

    /// <summary>The decision with its reasons and the ways of appeal (CRPA L211-2, CJA R421-5).</summary>
    public Task SendDecisionAsync(DossierContext context)
    {
        var values = Values(context);
        values["issue"] = context.Dossier.Outcome == Outcome.Favorable ? "elle est acceptée" : "elle est refusée";
        values["motif"] = context.Dossier.Motif;
        values["recours"] = RecoursAfterDecision;
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
        context.Send("delivrance", templates.Render("delivrance", values));
        return Task.CompletedTask;
    }

    private const string RecoursAfterDecision =
        "Si vous contestez cette décision, vous pouvez, dans les deux mois suivant sa réception :\n"
        + "- écrire au maire pour lui demander de revenir sur sa décision (recours gracieux) ;\n"
        + "- saisir le tribunal administratif, par courrier ou sur www.telerecours.fr (Télérecours citoyens).";

    private static string Silence(SilenceRule? rule, DateOnly? date) => rule?.Rule switch
    {
        SilenceMeaning.Acceptation =>
            date is null ? "Le silence de la mairie vaudra acceptation : le délai court à partir de l’arrivée des pièces demandées." : $"Sans réponse de notre part le {FrenchDates.LongDate(date.Value)}, votre demande sera réputée acceptée, sous réserve que le dossier soit complet ({rule.Ground}).",
        SilenceMeaning.Rejet =>
            $"Sans réponse de notre part le {FrenchDates.LongDate(date!.Value)}, votre demande sera réputée rejetée, sous réserve que le dossier soit complet ({rule.Ground}).",
        _ => "Cette demande porte sur la délivrance d’un document ou d’une réponse : aucune décision ne naît du silence de la mairie.",
    };

    private static string RecoursAfterSilence(SilenceRule? rule) => rule?.Rule switch
    {
        SilenceMeaning.Acceptation =>
            "Si votre demande est ainsi acceptée, vous pouvez demander une attestation (article L. 232-3 du code des relations entre le public et l’administration).",
        SilenceMeaning.Rejet =>
            "Si votre demande est ainsi rejetée, vous pourrez, dans les deux mois, écrire au maire (recours gracieux) ou saisir le tribunal administratif, par courrier ou sur www.telerecours.fr (Télérecours citoyens).",
        _ => "Si un refus vous était opposé, vous pourriez, dans les deux mois, écrire au maire (recours gracieux) ou saisir le tribunal administratif, par courrier ou sur www.telerecours.fr (Télérecours citoyens).",
    };

    private DemarcheDefinition Demarche(Dossier dossier) =>
        catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)
        ?? throw new InvalidOperationException($"The démarche {dossier.DemarcheCode} {dossier.DemarcheVersion} is not in the catalogue.");

    private async Task<Dictionary<string, string?>> ValuesWithServiceAsync(DossierContext context)
    {
        var values = Values(context);
        var service = await context.Db.Services.FirstOrDefaultAsync(row => row.Id == context.Dossier.ServiceId, context.CancellationToken);
        values["service"] = service?.Nom ?? "Accueil";
        values["contact"] = Contact(context.Commune, service);
        values["telephone"] = service?.Telephone ?? context.Commune.Telephone;
        return values;
    }

    private Dictionary<string, string?> Values(DossierContext context) => new(StringComparer.Ordinal)
    {
        ["usager"] = context.Dossier.UsagerNom,
        ["objet"] = context.Dossier.Objet,
        ["date_reception"] = FrenchDates.LongDateTime(context.Dossier.ReceivedAt),
        ["numero"] = context.Dossier.Numero,
        ["code"] = FollowUpCode.Display(context.Dossier.Code),
        ["suivi"] = directory.UrlOf(context.Commune, "/suivi"),
        ["commune"] = context.Commune.Nom,
        ["de_commune"] = context.Commune.NomDe,
        ["contact"] = Contact(context.Commune, null),
        ["telephone"] = context.Commune.Telephone,
        ["agent"] = context.Agent is { } agent ? agent.Nom + (agent.Qualite is null ? "" : ", " + agent.Qualite) : "Le service en charge de votre demande",
    };

    // The address is always there: the name of the town hall and its postcode come from the register.
    private static string Contact(Commune commune, Service? service) => string.Join('\n', ((string?[])[
        $"Mairie {commune.NomDe}, {(commune.Adresse is null ? "" : commune.Adresse + ", ")}{commune.CodePostal} {commune.Nom}",
        (service?.Telephone ?? commune.Telephone) is { } phone ? "Téléphone : " + phone : null,
        (service?.Courriel ?? commune.Courriel) is { } courriel ? "Courriel : " + courriel : null,
    ]).Where(line => line is not null));
}
