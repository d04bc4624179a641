using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>A town hall writes its own démarche in the bureau, publishes it and offers it to usagers.</summary>
public sealed class DesignerTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private const string Root = "/administration/concevoir";

    [Fact]
    public async Task Secretary_WritesADemarcheWithAConditionAndABlockAndPublishesIt()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(browser, "Demander un emplacement au marché de Noël");
        Assert.Equal("demander-un-emplacement-au-50502", code);

        var question = await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Avez-vous besoin d’électricité ?", ["Nature"] = "Yesno" });
        Assert.Equal("concevoir-question", question.Name);
        plan = await browser.SubmitAsync(question, "question");
        question = await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Puissance", ["Nature"] = "Number" });
        var refused = await browser.SubmitAsync(question, "question", Condition("avez-vous-besoin-d-electricite", "est", "peut-être"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Oui, Non", refused.Text, StringComparison.Ordinal);
        plan = await browser.SubmitAsync(refused, "question", Condition("avez-vous-besoin-d-electricite", "est", "oui"));
        Assert.Contains("Seulement si", plan.TextOf("plan"), StringComparison.Ordinal);

        question = await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Vos véhicules", ["Nature"] = "Block" });
        plan = await browser.SubmitAsync(question, "question", new() { ["Question.Element"] = "Véhicule", ["Question.ElementsMax"] = "3" });
        question = await browser.SubmitAsync(plan, "question-vos-vehicules", new() { ["Intitule"] = "Immatriculation", ["Nature"] = "Plate" });
        plan = await browser.SubmitAsync(question, "question");
        Assert.Contains("Immatriculation", plan.TextOf("plan"), StringComparison.Ordinal);
        Assert.Null(plan.Find("fautes"));

        var preview = await browser.GetAsync(Url("apercu", code));
        Assert.Equal(2, preview.Find("chemins")!.QuerySelectorAll(":scope > li").Length);
        Assert.Contains("Puissance", preview.TextOf("apercu"), StringComparison.Ordinal);
        Assert.Contains("camille.modele@exemple.fr", (await browser.GetAsync(Url("apercu", code) + "&etape=verifier")).TextOf("apercu"), StringComparison.Ordinal);

        var published = await browser.SubmitAsync(await browser.GetAsync(Url("publier", code)), "publier", new() { ["Version"] = "1.0.0" });
        Assert.Contains("La démarche est publiée", published.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Site(BureauFixture.SaintLo, code))).Status);
        var adopted = await browser.SubmitAsync(published, "adopter");
        Assert.Contains("est sur le site de la commune", adopted.Text, StringComparison.Ordinal);
        Assert.Contains("marché de Noël", (await browser.GetAsync(Site(BureauFixture.SaintLo, code))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Site(BureauFixture.Canisy, code))).Status);

        var offered = await browser.SubmitAsync(adopted, "proposer");
        Assert.Contains("proposée au syndicat", offered.Text, StringComparison.Ordinal);
        Assert.Contains("proposée au syndicat", (await browser.GetAsync(fixture.Url(Root + "?commune=" + BureauFixture.SaintLo))).TextOf("propres"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removal_TellsWhatItChangedAndCanBeUndone()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(browser, "Signaler un nid de frelons");
        plan = await browser.SubmitAsync(await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Est-il haut", ["Nature"] = "Yesno" }), "question");
        plan = await browser.SubmitAsync(await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Hauteur", ["Nature"] = "Number" }), "question", Condition("est-il-haut", "est", "Oui"));

        plan = await browser.SubmitAsync(plan, "geste-est-il-haut", new() { ["geste"] = "supprimer" });
        Assert.Contains("citait une question supprimée", plan.TextOf("enregistre"), StringComparison.Ordinal);
        Assert.DoesNotContain("Seulement si", plan.TextOf("plan"), StringComparison.Ordinal);

        plan = await browser.SubmitAsync(plan, "geste-vous", new() { ["geste"] = "supprimer" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, plan.Status);

        var history = await browser.GetAsync(Url("historique", code));
        var back = await browser.SubmitAsync(history, "revenir-4");
        Assert.Contains("Seulement si", back.TextOf("plan"), StringComparison.Ordinal);
        Assert.Contains("État 6", (await browser.GetAsync(Url("historique", code))).TextOf("historique"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeOnAnOldState_IsAskedAboutAndNothingIsLost()
    {
        using var one = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var other = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(one, "Réserver un composteur");
        var mine = await one.GetAsync(Url("question", code) + "&id=precisions");
        await other.SubmitAsync(await other.GetAsync(Url("demarche", code)), "page", new() { ["Titre"] = "Votre jardin" });

        var asked = await one.SubmitAsync(mine, "question", new() { ["Question.Intitule"] = "Quel composteur voulez-vous ?" });
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Contains("Votre jardin", asked.TextOf("conflit"), StringComparison.Ordinal);

        plan = await one.SubmitAsync(asked, "quand-meme");
        Assert.Contains("Quel composteur voulez-vous", plan.TextOf("plan"), StringComparison.Ordinal);
        Assert.Contains("Votre jardin", plan.TextOf("plan"), StringComparison.Ordinal);

        mine = await one.GetAsync(Url("question", code) + "&id=precisions");
        await other.SubmitAsync(await other.GetAsync(Url("demarche", code)), "geste-precisions", new() { ["geste"] = "supprimer" });
        asked = await one.SubmitAsync(mine, "question", new() { ["Question.Intitule"] = "Quelle taille ?" });
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        plan = await one.SubmitAsync(asked, "quand-meme");
        Assert.Contains("Quelle taille", plan.TextOf("plan"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync(Url("question", code) + "&id=inconnue")).Status);
    }

    [Fact]
    public async Task Settings_AndCopyOfTheCatalogue_AreRecorded()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var list = await browser.GetAsync(fixture.Url(Root + "?commune=" + BureauFixture.SaintLo));
        var plan = await browser.SubmitAsync(list, "copier", new() { ["Nouvelle.Modele"] = "location-salle", ["Nouvelle.Titre"] = "Louer la halle" });
        Assert.Equal("concevoir-demarche", plan.Name);
        Assert.Null(plan.Find("fautes"));

        var settings = await browser.GetAsync(Url("reglages", "louer-la-halle-50502"));
        var refused = await browser.SubmitAsync(settings, "reglages", new() { ["Saisie.SilenceMois"] = "40", ["Saisie.Silence"] = "Rejet", ["Saisie.Prix"] = "12 € par jour" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("de 1 à 24", refused.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var saved = await browser.SubmitAsync(refused, "reglages", new() { ["Saisie.SilenceMois"] = "3" });
        Assert.Contains("12", saved.TextOf("enregistre"), StringComparison.Ordinal);
        Assert.Contains("3 mois", saved.TextOf("enregistre").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_IsDividedInPartsWithTitlesAndConditions()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(browser, "Demander un stationnement");
        plan = await browser.SubmitAsync(await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Avez-vous un camion", ["Nature"] = "Yesno" }), "question");
        var refused = await browser.SubmitAsync(plan, "partie-demande");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        plan = await browser.SubmitAsync(refused, "partie-demande", new() { ["Partie"] = "Votre camion" });
        Assert.Contains("La partie « Votre camion » n’a pas de question", plan.TextOf("fautes").Replace('\u00a0', ' '), StringComparison.Ordinal);

        var question = await browser.SubmitAsync(plan, "question-demande/1", new() { ["Intitule"] = "Immatriculation", ["Nature"] = "Plate" });
        plan = await browser.SubmitAsync(question, "question");
        Assert.Null(plan.Find("fautes"));
        var part = await browser.GetAsync(Url("partie", code) + "&id=demande/immatriculation");
        plan = await browser.SubmitAsync(part, "partie", new() { ["Titre"] = "Le camion", ["Condition.Quand"] = "si", ["Condition.Lignes[0].Question"] = "avez-vous-un-camion", ["Condition.Lignes[0].Test"] = "est", ["Condition.Lignes[0].Valeur"] = "oui" });
        Assert.Contains("Le camion", plan.TextOf("plan"), StringComparison.Ordinal);
        Assert.Contains("Seulement si", plan.TextOf("plan"), StringComparison.Ordinal);
        Assert.Equal(2, (await browser.GetAsync(Url("apercu", code))).Find("chemins")!.QuerySelectorAll(":scope > li").Length);

        var mine = await browser.GetAsync(Url("partie", code) + "&id=demande/immatriculation");
        plan = await browser.SubmitAsync(plan, "geste-demande/immatriculation", new() { ["geste"] = "supprimer" });
        Assert.Contains("chacune avec la condition de la partie", plan.TextOf("enregistre"), StringComparison.Ordinal);
        Assert.DoesNotContain("Le camion", plan.TextOf("plan"), StringComparison.Ordinal);
        var asked = await browser.SubmitAsync(mine, "partie", new() { ["Titre"] = "Le véhicule" });
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        plan = await browser.SubmitAsync(asked, "quand-meme");
        Assert.Contains("Le véhicule", plan.TextOf("plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_HasItsHelpAndItsOwnCondition()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(browser, "Réserver un vélo");
        plan = await browser.SubmitAsync(await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Êtes-vous majeur", ["Nature"] = "Yesno" }), "question");
        var question = await browser.SubmitAsync(plan, "question-demande", new() { ["Intitule"] = "Quel vélo", ["Nature"] = "Choice" });
        plan = await browser.SubmitAsync(question, "question", new() { ["Question.Reponses"] = "Vélo simple\nVélo électrique", ["Question.Aides[1].Aide"] = "Caution de 300 €" });
        Assert.Contains("Caution de 300", plan.TextOf("enregistre").Replace('\u00a0', ' '), StringComparison.Ordinal);

        question = await browser.GetAsync(Url("question", code) + "&id=quel-velo");
        var answer = await browser.GetAsync(fixture.Url(question.Find("aides")!.QuerySelectorAll("a")[1].GetAttribute("href")!));
        Assert.Contains("Vélo électrique", answer.Text, StringComparison.Ordinal);
        question = await browser.SubmitAsync(answer, "reponse", Condition("etes-vous-majeur", "est", "oui"));
        Assert.Contains("Changer sa condition", question.TextOf("aides"), StringComparison.Ordinal);
        Assert.Contains("Caution de 300", (await browser.GetAsync(Url("apercu", code))).TextOf("apercu").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_IsWrittenWithItsMentionsAndReadBeforeItIsRecorded()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, _) = await BeginAsync(browser, "Demander une benne");
        var list = await browser.GetAsync(Url("documents", code));
        var refused = await browser.SubmitAsync(list, "ajouter", new() { ["Titre"] = "Refus d’une benne" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var document = await browser.SubmitAsync(refused, "ajouter", new() { ["Titre"] = "Refus d’une benne", ["Nature"] = "Refus" });
        Assert.Equal("concevoir-document", document.Name);
        Assert.Contains("{recours}", document.TextOf("mentions"), StringComparison.Ordinal);
        Assert.Contains("Camille Modèle", document.TextOf("apercu"), StringComparison.Ordinal);

        refused = await browser.SubmitAsync(document, "document", new() { ["Saisie.Texte"] = "Refusé.\n\n{auteur}\n\n{inconnue}" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var said = refused.Text.Replace('\u00a0', ' ');
        Assert.Contains("Placez {motifs} : un refus dit ses raisons", said, StringComparison.Ordinal);
        Assert.Contains("Placez {recours}", said, StringComparison.Ordinal);
        Assert.Contains("La place {inconnue} n’existe pas", said, StringComparison.Ordinal);
        Assert.Contains("Refusé.", refused.Form("document").QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);

        var text = "Refusé, car « {reponse.precisions} ».\n\n{motifs}\n\n{auteur}\n\n{recours}";
        var seen = await browser.SubmitAsync(refused, "document", new() { ["Saisie.Texte"] = text, ["geste"] = "apercu" });
        Assert.Contains("Refusé, car «", seen.TextOf("apercu"), StringComparison.Ordinal);
        Assert.DoesNotContain("{reponse.precisions}", seen.TextOf("apercu"), StringComparison.Ordinal);
        Assert.NotNull(seen.Find("essai"));
        Assert.DoesNotContain("Refusé, car", (await browser.GetAsync(Url("historique", code))).Text, StringComparison.Ordinal);
        var saved = await browser.SubmitAsync(seen, "document", new() { ["Saisie.Texte"] = text });
        Assert.Contains("Refusé, car", saved.TextOf("enregistre"), StringComparison.Ordinal);

        list = await browser.SubmitAsync(await browser.GetAsync(Url("documents", code)), "ajouter", new() { ["Titre"] = "Autorisation", ["Nature"] = "Decision" });
        list = await browser.SubmitAsync(await browser.GetAsync(Url("documents", code)), "geste-autorisation", new() { ["geste"] = "monter" });
        Assert.StartsWith("Autorisation", list.TextOf("documents").Trim(), StringComparison.Ordinal);
        list = await browser.SubmitAsync(list, "geste-autorisation", new() { ["geste"] = "supprimer" });
        Assert.DoesNotContain("Autorisation", list.TextOf("documents"), StringComparison.Ordinal);
        Assert.Contains("Autorisation", (await browser.SubmitAsync(await browser.GetAsync(Url("historique", code)), "revenir-4")).Text + (await browser.GetAsync(Url("documents", code))).TextOf("documents"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_AreWrittenReadAndKeptByTheHistory()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, _) = await BeginAsync(browser, "Demander un nichoir");
        var messages = await browser.GetAsync(Url("messages", code));
        Assert.Contains("Votre demande est enregistrée", messages.TextOf("apercu"), StringComparison.Ordinal);

        var refused = await browser.SubmitAsync(messages, "messages", new() { ["Saisie.Recu.Sms"] = new string('a', 161), ["Saisie.Cloture"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Le texte compte 161 caractères", refused.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Écrivez ce que lit l’usager à cette étape", refused.Text, StringComparison.Ordinal);

        Dictionary<string, string> typed = new() { ["Saisie.Recu.Sms"] = "Nichoir : la mairie {de commune} a reçu votre demande.", ["Saisie.Recu.Courriel"] = "Un agent passera voir votre jardin.", ["Saisie.Cloture"] = "Votre nichoir est posé." };
        var seen = await browser.SubmitAsync(refused, "messages", new(typed) { ["geste"] = "apercu" });
        Assert.Contains("la mairie de Saint-Lô a reçu", seen.TextOf("apercu"), StringComparison.Ordinal);
        Assert.Contains("Un agent passera voir votre jardin.", seen.TextOf("apercu"), StringComparison.Ordinal);
        Assert.Contains("Votre nichoir est posé", seen.TextOf("apercu"), StringComparison.Ordinal);
        Assert.DoesNotContain("nichoir est posé", (await browser.GetAsync(Url("messages", code))).Text, StringComparison.Ordinal);

        var saved = await browser.SubmitAsync(seen, "messages", typed);
        Assert.Contains("Un agent passera", saved.TextOf("enregistre"), StringComparison.Ordinal);
        await browser.SubmitAsync(await browser.GetAsync(Url("historique", code)), "revenir-1");
        Assert.DoesNotContain("Un agent passera", (await browser.GetAsync(Url("messages", code))).Text, StringComparison.Ordinal);
        await browser.SubmitAsync(await browser.GetAsync(Url("historique", code)), "revenir-2");
        Assert.Contains("Un agent passera", (await browser.GetAsync(Url("messages", code))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCommunesAdministrator_FindsNothing()
    {
        using var owner = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(owner, "Demander un bac à sel");
        using var other = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var token = (await other.GetAsync(fixture.Url(Root))).Form("nouvelle").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var state = plan.Form("page").QuerySelector("input[name=etat]")!.GetAttribute("value")!;

        foreach (var page in (string[])["demarche", "question", "page", "partie", "reponse", "reglages", "messages", "documents", "documents/modele", "apercu", "historique", "publier"])
        {
            foreach (var commune in (string[])[BureauFixture.SaintLo, BureauFixture.Canisy])
            {
                var id = page switch { "page" => "demande", "partie" => "demande/precisions", _ => "precisions" };
                Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(fixture.Url($"{Root}/{page}?commune={commune}&code={code}&id={id}"))).Status);
            }

            Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(fixture.Url($"{Root}/{page}?commune=syndicat&code={code}&id=precisions"))).Status);
        }

        foreach (var path in (string[])["nouvelle", "copier", "demarche/geste", "demarche/page", "demarche/question", "demarche/partie", "question", "page", "partie", "reponse", "reglages", "messages", "documents/ajouter", "documents/geste", "documents/modele", "version", "historique/revenir", "publier/publier", "publier/adopter", "publier/proposer"])
        {
            var answer = await other.PostAsync(fixture.Url($"{Root}/{path}?commune={BureauFixture.SaintLo}&code={code}&id=precisions"),
                new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["etat"] = state, ["id"] = "precisions", ["geste"] = "supprimer", ["titre"] = "Intrus", ["revision"] = Guid.Empty.ToString() });
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        Assert.DoesNotContain("Intrus", (await owner.GetAsync(Url("historique", code))).Text, StringComparison.Ordinal);
        using var clerk = await fixture.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync(Url("demarche", code))).Status);
    }

    private static Dictionary<string, string> Condition(string question, string test, string value) => new()
    {
        ["Condition.Quand"] = "si",
        ["Condition.Lignes[0].Question"] = question,
        ["Condition.Lignes[0].Test"] = test,
        ["Condition.Lignes[0].Valeur"] = value,
    };

    private async Task<(string Code, TestPage Plan)> BeginAsync(TestBrowser browser, string title)
    {
        var plan = await browser.SubmitAsync(await browser.GetAsync(fixture.Url(Root + "?commune=" + BureauFixture.SaintLo)), "nouvelle", new()
        {
            ["Nouvelle.Titre"] = title,
            ["Nouvelle.Presentation"] = "Pour les habitants.",
            ["Nouvelle.Service"] = "accueil",
            ["Nouvelle.Famille"] = "economie",
        });
        Assert.Equal("concevoir-demarche", plan.Name);
        return (System.Web.HttpUtility.ParseQueryString(new Uri(plan.Url).Query)["code"]!, plan);
    }

    private string Url(string page, string code) => fixture.Url($"{Root}/{page}?commune={BureauFixture.SaintLo}&code={code}");

    private string Site(string insee, string code) => fixture.Appliance.Url(fixture.Appliance.Commune(insee).Slug, "/demarches/" + code);
}
