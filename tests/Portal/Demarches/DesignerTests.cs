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
    public async Task AnotherCommunesAdministrator_FindsNothing()
    {
        using var owner = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var (code, plan) = await BeginAsync(owner, "Demander un bac à sel");
        using var other = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var token = (await other.GetAsync(fixture.Url(Root))).Form("nouvelle").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var state = plan.Form("page").QuerySelector("input[name=etat]")!.GetAttribute("value")!;

        foreach (var page in (string[])["demarche", "question", "page", "reglages", "apercu", "historique", "publier"])
        {
            foreach (var commune in (string[])[BureauFixture.SaintLo, BureauFixture.Canisy])
            {
                var id = page == "page" ? "demande" : "precisions";
                Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(fixture.Url($"{Root}/{page}?commune={commune}&code={code}&id={id}"))).Status);
            }
        }

        foreach (var path in (string[])["nouvelle", "copier", "demarche/geste", "demarche/page", "demarche/question", "question", "page", "reglages", "historique/revenir", "publier/publier", "publier/adopter", "publier/proposer"])
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
