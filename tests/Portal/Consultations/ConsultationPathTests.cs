using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Dossiers;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>What becomes of an opinion that is awaited, who may ask for one, and what is refused.</summary>
[Collection(nameof(ConsultationSuite))]
public sealed class ConsultationPathTests(ConsultationWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GivenUp_ItsLinkSaysSo_AndTakesNothing()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, plan, _) = await world.FileAsync(agent);
        var kept = await world.AskAsync(agent, filed, world.Outside());
        var consultation = await world.AskAsync(agent, filed, world.Outside(piece: plan.Id, courriel: "autre@exemple.fr"));
        await world.AssertAwaitedAsync(agent, filed, 2);
        var link = (await world.LinksAsync(filed.Id))[^1];
        using var outsider = world.Bureau.Appliance.Browse();
        var open = await outsider.GetAsync(link);

        var dossier = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        Assert.NotNull((await agent.SubmitAsync(dossier, "retirer-" + consultation.Id)).Find("consultations"));
        await world.AssertAwaitedAsync(agent, filed, 1);
        Assert.Equal(HttpStatusCode.Conflict, (await agent.SubmitAsync(dossier, "retirer-" + consultation.Id)).Status);
        await world.AssertAwaitedAsync(agent, filed, 1);

        var page = await outsider.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("n’attend plus", page.TextOf("etat"), StringComparison.Ordinal);
        Assert.DoesNotContain(ConsultationWorld.Question, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"{link}/pieces/{plan.Id}")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await outsider.SubmitAsync(open, "avis", new() { ["sens"] = "Favorable", ["signataire"] = "A" })).Status);
        Assert.DoesNotContain(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.AvisRendu);

        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var token = await TokenOfAsync(stranger);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(world.Bureau.Url(ConsultationLinks.GiveUp(filed.Numero)), new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["consultation"] = kept.Id.ToString() })).Status);
        await world.AssertAwaitedAsync(agent, filed, 1);
    }

    [Fact]
    public async Task Decision_AndTransfer_GiveUpWhatIsAwaited_InTheSameStep()
    {
        using var agent = await world.Papers.AgentAsync();
        var (decided, _, _) = await world.FileAsync(agent);
        await world.Papers.QualifyAsync(agent, decided.Numero);
        var page = await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url("/dossiers/" + decided.Numero)), "prendre");
        await world.AskAsync(agent, decided, world.Outside());
        page = await agent.GetAsync(page.Url);
        Assert.Contains("Service d’incendie", page.TextOf("avis-attendus"), StringComparison.Ordinal);
        var refused = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "" });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        await world.AssertAwaitedAsync(agent, decided, 1);
        await agent.SubmitAsync(refused, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." });
        await world.AssertAwaitedAsync(agent, decided, 0);
        Assert.Single(await world.LogAsync(decided.Id), line => line.Kind == EventKinds.AvisAbandonne);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAskAsync(agent, decided.Numero)).Status);

        var (sent, _, _) = await world.FileAsync(agent);
        await world.AskAsync(agent, sent, world.Outside());
        await TransferTests.TransferAsync(world.Papers, sent.Numero);
        await world.AssertAwaitedAsync(agent, sent, 0);
        using var outsider = world.Bureau.Appliance.Browse();
        Assert.Equal(HttpStatusCode.Gone, (await outsider.GetAsync(Assert.Single(await world.LinksAsync(sent.Id)))).Status);
    }

    [Fact]
    public async Task Asking_IsForWhoWorksOnTheDossier_InsideTheirCommunes()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        var address = world.Bureau.Url(ConsultationLinks.Ask(filed.Numero));
        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        using var elu = await world.Bureau.SignInAsync(Role.Elu, ConsultationWorld.SaintLo);
        foreach (var browser in (TestBrowser[])[stranger, elu])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).Status);
            var typed = world.Outside();
            typed["__RequestVerificationToken"] = await TokenOfAsync(browser);
            typed["Geste"] = "envoyer";
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(address, typed)).Status);
        }

        using var reception = await world.Bureau.SignInAsync(Role.Accueil, ConsultationWorld.SaintLo);
        Assert.Equal(HttpStatusCode.OK, (await reception.GetAsync(address)).Status);
        Assert.Empty(await world.ConsultationsAsync(filed.Id));
    }

    [Theory]
    [InlineData("Cote", "", "à qui vous demandez")]
    [InlineData("Cote", "7", "à qui vous demandez")]
    [InlineData("Nom", " ", "Écrivez le nom")]
    [InlineData("Nom", "a\u0007b", "caractères spéciaux")]
    [InlineData("Courriel", "sdis", "adresse électronique")]
    [InlineData("Courriel", "a@exemple.fr\r\nBcc: b@exemple.fr", "adresse électronique")]
    [InlineData("Courriel", "a@exemple.fr, b@exemple.fr", "adresse électronique")]
    [InlineData("Courriel", "Sdis <a@exemple.fr>", "adresse électronique")]
    [InlineData("Question", "", "Écrivez la question")]
    [InlineData("AvantLe.Annee", "2020", "à partir de demain")]
    [InlineData("AvantLe.Annee", "9998", "dans les six mois")]
    [InlineData("AvantLe.Jour", "32", "le jour de")]
    [InlineData("Pieces", "11111111-1111-1111-1111-111111111111", "pièces choisies")]
    public async Task Asking_WhatCannotBe_IsRefusedWithWords_AndKeepsWhatWasTyped(string field, string value, string words)
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(ConsultationWorld.SaintLo);
        var typed = world.Outside();
        typed[field] = value;

        var refused = await world.PreviewAsync(agent, filed.Numero, typed);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(words, refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Null(refused.Find("apercu"));
        if (field != "Question")
        {
            Assert.Contains(ConsultationWorld.Question, refused.Html.QuerySelector("[name=Question]")!.TextContent, StringComparison.Ordinal);
        }

        await world.AssertAwaitedAsync(agent, filed, 0);
    }

    [Fact]
    public async Task Asking_APieceOfAnotherDossier_TooLongAQuestion_OrAStaleForm_IsRefused()
    {
        using var agent = await world.Papers.AgentAsync();
        var (_, foreign, _) = await world.FileAsync(agent);
        var filed = await world.Bureau.FileAsync(ConsultationWorld.SaintLo);
        Assert.Equal(HttpStatusCode.Conflict, (await world.PreviewAsync(agent, filed.Numero, world.Outside(piece: foreign.Id))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await world.PreviewAsync(agent, filed.Numero, new(world.Outside()) { ["Question"] = new string('a', Consultation.MaxText + 1) })).Status);

        var read = await world.PreviewAsync(agent, filed.Numero, world.Outside());
        await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        var stale = await agent.SubmitAsync(read, "avis", new() { ["Geste"] = "envoyer" });
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Une autre personne a modifié", stale.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Empty(await world.ConsultationsAsync(filed.Id));
    }

    [Fact]
    public async Task Header_CannotBeAddedByAName_NorALinkByAQuestion()
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(ConsultationWorld.SaintLo);
        await world.AskAsync(agent, filed, new(world.Outside()) { ["Nom"] = "Sdis\r\nBcc: b@exemple.fr", ["Question"] = "<img src=x onerror=alert(1)> {{ agent }}" });
        using var outsider = world.Bureau.Appliance.Browse();
        var page = await outsider.GetAsync(Assert.Single(await world.LinksAsync(filed.Id)));

        Assert.Null(page.Html.QuerySelector("[data-testid=question] img"));
        Assert.Contains("{{ agent }}", page.TextOf("question"), StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.DoesNotContain('\n', (await db.Courriels.SingleAsync(row => row.DossierId == filed.Id && row.Kind == "avis-demande", Token)).Objet);
    }

    [Fact]
    public async Task Export_OfThePerson_HoldsNoLink()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        await world.AskAsync(agent, filed, world.Outside());
        await using var db = world.Open();

        var exported = await world.Get<PersonFiles>().ReadDossierAsync(db, world.Bureau.Appliance.Commune(ConsultationWorld.SaintLo), filed.Id, Token);

        Assert.NotEmpty(exported!.Courriels);
        Assert.DoesNotContain(exported.Courriels, mail => mail.Texte.Contains("/avis/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opinions_GoWithTheirDossier()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        var consultation = await world.AskAsync(agent, filed, world.Outside());

        await world.Get<PortalWrites>().RunAsync(CommuneScope.One(world.Bureau.CommuneId(ConsultationWorld.SaintLo)), (db, token) =>
            db.Dossiers.Where(row => row.Id == filed.Id).ExecuteDeleteAsync(token), Token);

        Assert.Empty(await world.ConsultationsAsync(filed.Id));
        await using var after = world.Open();
        Assert.False(await after.ConsultationLiens.AnyAsync(row => row.ConsultationId == consultation.Id, Token));
    }

    private async Task<TestPage> PostAskAsync(TestBrowser agent, string numero)
    {
        var typed = world.Outside();
        typed["__RequestVerificationToken"] = await TokenOfAsync(agent);
        typed["Geste"] = "apercu";
        typed["Version"] = (await world.Bureau.DossierAsync(ConsultationWorld.SaintLo, numero)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await agent.PostAsync(world.Bureau.Url(ConsultationLinks.Ask(numero)), typed);
    }

    private async Task<string> TokenOfAsync(TestBrowser browser) =>
        (await browser.GetAsync(world.Bureau.Url("/dossiers"))).Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
