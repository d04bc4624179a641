using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>The mails that a dossier's steps send, with the mentions that the law asks for; each is prepared in the transaction of its step.</summary>
public sealed partial class DossierCourriels(CourrielTemplates templates, DemarcheCatalogue catalogue, CommuneDirectory directory, LegalDeadlines deadlines, AvisLinks avis)
{
    /// <summary>The registration receipt: at once, on electronic channels (CRPA R112-11-2).</summary>
    public void SendAccuseEnregistrement(DossierContext context)
    {
        var demarche = Demarche(context.Dossier);
        var values = Values(context);
        values["etapes"] = string.Join('\n', demarche.Next.Select((step, i) => $"{i + 1}. {step}"));
        context.Dossier.AccuseEnregistrementAt = context.Now;
        values["precision"] = Precision(context, messages => messages.Recu);
        if (Recipients.OfReceipt(context.Dossier) is { } sender)
        {
            context.SendTo(sender, "accuse-enregistrement", templates.Render("accuse-enregistrement", values));
        }
    }

    /// <summary>Tells the person, at their own address whatever the mandate says of mails, that a request was made in their name and how to contest it (RGPD, article 14).</summary>
    /// <returns>False when they have no address: they are to be told by letter or by phone.</returns>
    public bool SendMandat(DossierContext context)
    {
        if (context.Dossier is not { Mandat: { } mandat, UsagerCourriel: { Length: > 0 } address })
        {
            return false;
        }

        var values = Values(context);
        values["mandataire"] = MandatWords.Who(mandat);
        values["mandat"] = MandatWords.Given(mandat);
        context.SendTo(new Recipient(address, false), "mandat-personne", templates.Render("mandat-personne", values));
        return true;
    }

    /// <summary>Gives the person who contests a mandate the code that replaces the one its holder has.</summary>
    /// <returns>False when no address of theirs is known: an agent gives it.</returns>
    public bool SendNouveauCode(DossierContext context)
    {
        if (Recipients.PersonOf(context.Dossier) is not { } person)
        {
            return false;
        }

        context.SendTo(person, "nouveau-code", templates.Render("nouveau-code", Values(context)));
        return true;
    }

    /// <summary>Tells that a paper was established and is on the follow-up page, and how else the usager asked to have it.</summary>
    public void SendDocumentPret(DossierContext context, string title)
    {
        var values = Values(context);
        values["document"] = title;
        values["remise"] = DeliveryAsked(context.Dossier) switch
        {
            "guichet" => "Il est sur la page de suivi de votre demande. Vous avez demandé à le recevoir au guichet\u00a0: la mairie vous le remet aussi à l’accueil, avec votre numéro de demande.",
            "poste" => "Il est sur la page de suivi de votre demande. Vous avez demandé à le recevoir par la poste\u00a0: la mairie vous l’envoie aussi.",
            _ => "Il est sur la page de suivi de votre demande.",
        };
        context.Send("document-pret", templates.Render("document-pret", values));
    }

    // Forms that ask how to hand a paper over name the question alike.
    private static string? DeliveryAsked(Dossier dossier)
    {
        using var answers = JsonDocument.Parse(dossier.Answers);
        return answers.RootElement.ValueKind is JsonValueKind.Object ? FormAnswers.Unchecked(answers.RootElement).Text("remise") : null;
    }

    /// <summary>
    /// The acknowledgement with every mention: of CRPA R112-11-1 on electronic channels, of R112-5 for the counter, the phone and
    /// letters, where a pure delivery of a document needs none. One that lacks a mention is held back; the job of legal receipts tries
    /// again.
    /// </summary>
    /// <param name="context">The dossier.</param>
    /// <param name="isRetry">Whether the log was told before that it is held back.</param>
    /// <returns>The mentions that lack; none when it left, or when none is to leave.</returns>
    public async Task<IReadOnlyList<string>> SendAccuseReceptionAsync(DossierContext context, bool isRetry = false)
    {
        var dossier = context.Dossier;
        if (dossier.Destinataires is null || !AwaitsAccuseReception(dossier))
        {
            return [];
        }

        try
        {
            var rendered = await WriteAccuseReceptionAsync(context);
            dossier.AccuseReceptionAt = context.Now;
            context.Send(AccuseReceptionOf(dossier), rendered);
            return [];
        }
        catch (MissingMentionException missing)
        {
            if (!isRetry)
            {
                context.Record(EventKinds.AccuseRetenu, new { manque = missing.Mentions });
            }

            return missing.Mentions;
        }
    }

    /// <summary>Whether the law still asks for an acknowledgement, by mail or on paper.</summary>
    public bool AwaitsAccuseReception(Dossier dossier) => dossier is { AccuseReceptionAt: null, IsClosed: false }
        && (LegalDeadlines.IsElectronic(dossier.Channel) || Demarche(dossier).Nature != DemarcheNature.Delivrance);

    /// <summary>Whether the acknowledgement that is still awaited may be given on paper: nobody changes the channel that the usager chose (CRPA R112-11-3).</summary>
    public bool GoesOnPaper(Dossier dossier) =>
        AwaitsAccuseReception(dossier) && (!LegalDeadlines.IsElectronic(dossier.Channel) || dossier.Destinataires is null);

    /// <summary>The acknowledgement with every mention, to be sent or printed.</summary>
    /// <exception cref="MissingMentionException">A mention that the law asks for is empty.</exception>
    public async Task<RenderedCourriel> WriteAccuseReceptionAsync(DossierContext context)
    {
        var requests = await context.Db.PieceRequests.Where(row => row.DossierId == context.Dossier.Id).ToListAsync(context.CancellationToken);
        var rule = Demarche(context.Dossier).Silence;
        var values = await ValuesWithServiceAsync(context);
        values["silence"] = Silence(rule, deadlines.Clock(context.Dossier, requests).SilenceDate);
        values["recours"] = RecoursAfterSilence(rule);
        return templates.Render(AccuseReceptionOf(context.Dossier), values);
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
    /// <param name="context">The dossier.</param>
    /// <param name="at">When they came, UTC.</param>
    /// <param name="facon">How, « envoyé » or « apporté ».</param>
    public Task SendPieceRecueAsync(DossierContext context, DateTime at, string facon)
    {
        var values = Values(context);
        values["date"] = FrenchDates.DayOf(at) == FrenchDates.DayOf(context.Now) ? FrenchDates.LongDateTime(at) : FrenchDates.LongDate(FrenchDates.DayOf(at));
        values["facon"] = facon;
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

    /// <summary>The notice that the request was sent on to the administration that is competent (CRPA L114-2), to be sent or read out.</summary>
    public RenderedCourriel WriteTransfert(DossierContext context, Transfert transfert, SilenceEffect silence)
    {
        var values = Values(context);
        values["destinataire"] = transfert.Destinataire;
        values["coordonnees"] = transfert.Coordonnees;
        values["date_envoi"] = FrenchDates.LongDate(transfert.SentOn);
        values["delai"] = TransferDossier.Delay(silence, FrenchDates.DayOf(context.Dossier.ReceivedAt));
        return templates.Render("transfert", values);
    }

    /// <summary>How a decision is contested: what the démarche says of it, or the ordinary ways.</summary>
    public static string RecoursOf(DemarcheDefinition demarche) => demarche.Appeal ?? RecoursAfterDecision;

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
        SilenceMeaning.Renonciation =>
            $"Sans réponse de notre part le {FrenchDates.LongDate(date!.Value)}, la commune sera réputée renoncer à son droit, sous réserve que le dossier soit complet ({rule.Ground}).",
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

    // What the démarche says at this step, beside what the law says at every one.
    private string? Precision(DossierContext context, Func<DemarcheMessages, MessageText?> step) => Demarche(context.Dossier).Messages is { } messages && step(messages)?.Courriel is { } text
        ? new FormContext(default, context.Commune.Nom, context.Commune.Liaison).Fill(text)
        : null;

    private static string AccuseReceptionOf(Dossier dossier) => LegalDeadlines.IsElectronic(dossier.Channel) ? "accuse-reception" : "accuse-reception-papier";

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
        ["agent"] = context.Agent is { } agent ? $"{agent.Nom}, {agent.Qualite ?? RoleOf(agent, context.Dossier.CommuneId)}" : "Le service en charge de votre demande",
    };

    // Correspondence shows a quality (CRPA L111-2): where nobody has set one, the role stands for it.
    private static string RoleOf(AgentAccess agent, Guid communeId) => BureauWords.Of(
        agent.Is(communeId, Role.CommuneAdmin) ? Role.CommuneAdmin : agent.MayTreat(communeId) ? Role.AgentService : Role.Accueil).ToLowerInvariant();

    // The address is always there: the name of the town hall and its postcode come from the register.
    private static string Contact(Commune commune, Service? service) => string.Join('\n', ((string?[])[
        $"Mairie {commune.NomDe}, {(commune.Adresse is null ? "" : commune.Adresse + ", ")}{commune.CodePostal} {commune.Nom}",
        (service?.Telephone ?? commune.Telephone) is { } phone ? "Téléphone : " + phone : null,
        (service?.Courriel ?? commune.Courriel) is { } courriel ? "Courriel : " + courriel : null,
    ]).Where(line => line is not null));
}
