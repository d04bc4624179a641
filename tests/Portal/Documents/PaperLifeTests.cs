using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>From the agent's form to the usager's page: what is established, once, by whom, and what is refused.</summary>
public sealed class PaperLifeTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    private const string Motifs = "La voirie de cette rue relève du département.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Establish_Refusal_IsReadThenKeptAndLogged()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        Assert.NotNull(page.Find("documents")!.QuerySelector($"a[href='{PaperLinks.Of(filed.Numero)}']"));
        page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")));

        var preview = await browser.SubmitAsync(page, "etablir", world.Typed("apercu", Motifs));
        Assert.Contains(Motifs, preview.TextOf("apercu"), StringComparison.Ordinal);
        Assert.Contains("tribunal administratif", preview.TextOf("apercu"), StringComparison.Ordinal);
        var draft = await browser.SubmitAsync(preview, "etablir", world.Typed("pdf", Motifs));
        Assert.Equal("application/pdf", draft.MediaType);
        Assert.Empty(await world.PapersAsync(filed.Id));
        var done = await browser.SubmitAsync(preview, "etablir", world.Typed("etablir", Motifs));

        Assert.Contains("Document établi", done.TextOf("fait"), StringComparison.Ordinal);
        var paper = Assert.Single(await world.PapersAsync(filed.Id));
        Assert.Contains(PaperCode.Display(paper.Code), done.TextOf("etablis"), StringComparison.Ordinal);
        Assert.Empty(PdfStructure.Faults(world.FileOf(paper)));
        await using var db = world.Bureau.Appliance.Open(CommuneScope.One(paper.CommuneId));
        var line = await db.DossierEvents.SingleAsync(row => row.DossierId == filed.Id && row.Kind == EventKinds.DocumentEtabli, Token);
        Assert.Contains(paper.Sha256, line.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("département", line.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("Modèle", line.Data, StringComparison.Ordinal);
        var after = await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("a établi", after.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("chaîne vérifiée", after.TextOf("journal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Establish_GivenAtOnce_TellsTheUsagerByMail_Once()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "transmission")));
        await browser.SubmitAsync(page, "etablir", world.Typed("etablir", Motifs));
        await browser.SubmitAsync(page, "etablir", world.Typed("etablir", Motifs));

        var mail = Assert.Single(await world.Bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id), mail => mail.Kind == "document-pret");
        Assert.Contains("Transmission de votre message", mail.Text, StringComparison.Ordinal);
        Assert.Contains("page de suivi", mail.Text, StringComparison.Ordinal);
        Assert.Contains(FollowUpCode.Display(filed.Code), mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("guichet", mail.Text, StringComparison.Ordinal);
        using var usager = world.Bureau.Appliance.Browse();
        Assert.Contains("un document vous attend", (await world.FollowAsync(usager, filed.Numero)).TextOf("historique"), StringComparison.Ordinal);

        // What waits for the decision is told with the decision.
        var later = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        await world.EstablishAsync(later.Numero, "transmission", giveNow: false);
        Assert.DoesNotContain(await world.Bureau.CourrielsAsync(BureauFixture.SaintLo, later.Id), told => told.Kind == "document-pret");
    }

    [Theory]
    [InlineData("guichet", "la mairie vous le remet aussi à l’accueil")]
    [InlineData("poste", "la mairie vous l’envoie aussi")]
    public async Task Establish_GivenAtOnce_SaysHowElseTheUsagerAskedToHaveIt(string asked, string said)
    {
        var filed = await world.FileActeAsync(asked);

        await world.EstablishAsync(filed.Numero, "lettre-envoi");

        var mail = Assert.Single(await world.Bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id), mail => mail.Kind == "document-pret");
        Assert.Contains(said, mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Motifs", "Écrivez les motifs")]
    [InlineData("Qualite", "la qualité de la personne qui signe")]
    [InlineData("Signataire", "le nom et la qualité")]
    public async Task Establish_MissingMention_IsRefusedAndSaysHowToMend(string field, string said)
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")));
        var typed = world.Typed("etablir", Motifs);
        typed[field] = " ";

        var refused = await browser.SubmitAsync(page, "etablir", typed);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(said, refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.NotNull(refused.Html.QuerySelector($"[name={field}][aria-invalid=true]"));
        Assert.Empty(await world.PapersAsync(filed.Id));
    }

    [Fact]
    public async Task Establish_TextTooLong_IsRefused()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")));

        var refused = await browser.SubmitAsync(page, "etablir", world.Typed("etablir", new string('a', PaperTyped.MaxMotifs + 1)));

        Assert.Contains("Raccourcissez", refused.TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Establish_SentTwice_GivesOnePaper()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "transmission")));

        var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.SubmitAsync(page, "etablir", world.Typed("etablir", Motifs))));

        Assert.All(all, sent => Assert.Equal(HttpStatusCode.OK, sent.Status));
        Assert.Single(await world.PapersAsync(filed.Id));
    }

    [Fact]
    public async Task Establish_DossierChangedMeanwhile_IsRefusedOnceAndKeepsTheText()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var (_, sub) = await world.Bureau.AddPersonAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var other = (await world.Bureau.Appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(sub, Token))!;
        using var browser = await world.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")));
        await world.Bureau.Appliance.Services.GetRequiredService<WriteToUsager>().NoteAsync(filed.Numero, "Attendre.", other, Token);

        var stale = await browser.SubmitAsync(page, "etablir", world.Typed("etablir", Motifs));

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains(Motifs, stale.Form("etablir").TextContent, StringComparison.Ordinal);
        Assert.Empty(await world.PapersAsync(filed.Id));
        await browser.SubmitAsync(stale, "etablir", world.Typed("etablir", Motifs));
        Assert.Single(await world.PapersAsync(filed.Id));
    }

    [Fact]
    public async Task Establish_WhoMayNot_FindsNothing()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var paper = await world.EstablishAsync(filed.Numero, "transmission");
        using var owner = await world.AgentAsync();
        var form = await owner.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")));
        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        using var desk = await world.Bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        using var elu = await world.Bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        foreach (var path in new[] { PaperLinks.Of(filed.Numero), PaperLinks.New(filed.Numero, "transmission"), PaperLinks.Annul(filed.Numero, paper.Id), $"/dossiers/{filed.Numero}/pieces/{paper.PieceId}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(world.Bureau.Url(path))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "transmission")))).Status);
        foreach (var browser in new[] { desk, elu })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await elu.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "transmission")))).Status);
        Assert.Null((await elu.GetAsync(world.Bureau.Url(PaperLinks.Of(filed.Numero)))).Html.QuerySelector("a[href$='/annuler']"));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "nulle-part")))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.PostAsync(world.Bureau.Url(PaperLinks.New(filed.Numero, "refus")), world.Typed("etablir", Motifs))).Status);
        Assert.NotNull(form.Form("etablir"));
        Assert.Single(await world.PapersAsync(filed.Id));
    }

    [Fact]
    public async Task Deliver_WithAPaper_GivesItToTheOneWhoFollows()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var other = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        using var agent = await world.AgentAsync();
        var page = await world.QualifyAsync(agent, filed.Numero);
        page = await agent.SubmitAsync(page, "prendre");
        var paper = await world.EstablishAsync(filed.Numero, "reponse", giveNow: false);
        page = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        page = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Reponse", ["Motif"] = "Réparé." });
        using var usager = world.Bureau.Appliance.Browse();
        var before = await world.FollowAsync(usager, filed.Numero);
        Assert.Null(before.Find("documents-etablis"));
        Assert.Equal(HttpStatusCode.NotFound, (await usager.GetAsync(world.Site(PaperLinks.Followed(paper.Id)))).Status);

        Assert.True(page.Form("delivrer").QuerySelector($"input[value='{paper.Id}']")!.HasAttribute("checked"), "what waits is given unless it is unticked");
        page = await agent.SubmitAsync(page, "delivrer", new() { ["Remise"] = "EnLigne", ["Mots"] = "Voici la réponse." });

        Assert.Contains("terminée", page.Text, StringComparison.Ordinal);
        var follow = await usager.GetAsync(world.Site("/suivi/dossier"));
        Assert.Contains(paper.Title, follow.TextOf("documents-etablis"), StringComparison.Ordinal);
        Assert.Equal("application/pdf", (await usager.GetAsync(world.Site(PaperLinks.Followed(paper.Id)))).MediaType);
        Assert.Contains("disponible sur la page de suivi", (await world.Bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id))[^1].Text, StringComparison.Ordinal);
        using var neighbour = world.Bureau.Appliance.Browse();
        await world.FollowAsync(neighbour, other.Numero);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(world.Site(PaperLinks.Followed(paper.Id)))).Status);
    }

    [Fact]
    public async Task Decide_AcceptanceWithARefusal_IsRefused()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var refusal = await world.EstablishAsync(filed.Numero, "refus", giveNow: false);
        using var agent = await world.AgentAsync();
        await agent.SubmitAsync(await world.QualifyAsync(agent, filed.Numero), "prendre");
        var page = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));

        var refused = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Accordé.", ["Documents"] = refusal.Id.ToString() });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("est un refus", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Null((await world.PapersAsync(filed.Id)).Single().GivenAt);
        await agent.SubmitAsync(refused, "decider", new() { ["Issue"] = "Defavorable", ["Motif"] = "Refusé.", ["Documents"] = refusal.Id.ToString() });
        Assert.NotNull((await world.PapersAsync(filed.Id)).Single().GivenAt);
    }

    [Fact]
    public async Task Deliver_APaperOfAnotherDossier_IsRefused()
    {
        var (filed, other) = (await world.Bureau.FileAsync(BureauFixture.SaintLo), await world.Bureau.FileAsync(BureauFixture.SaintLo));
        var foreign = await world.EstablishAsync(other.Numero, "transmission", giveNow: false);
        using var agent = await world.AgentAsync();
        await agent.SubmitAsync(await world.QualifyAsync(agent, filed.Numero), "prendre");
        var page = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));

        var refused = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Reponse", ["Motif"] = "Réparé.", ["Documents"] = foreign.Id.ToString() });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Null((await world.PapersAsync(other.Id)).Single().GivenAt);
    }

    [Fact]
    public async Task Annul_AsksForAReason_ThenSaysSoToTheUsager()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var paper = await world.EstablishAsync(filed.Numero, "transmission");
        using var agent = await world.AgentAsync();
        var page = await agent.GetAsync(world.Bureau.Url(PaperLinks.Annul(filed.Numero, paper.Id)));

        var refused = await agent.SubmitAsync(page, "annuler", new() { ["Motif"] = " " });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Écrivez pourquoi", refused.TextOf("erreurs"), StringComparison.Ordinal);
        var done = await agent.SubmitAsync(refused, "annuler", new() { ["Motif"] = "Le nom était mal écrit." });

        Assert.Contains("Annulé le", done.TextOf("etablis"), StringComparison.Ordinal);
        using var usager = world.Bureau.Appliance.Browse();
        Assert.Contains("Le nom était mal écrit.", (await world.FollowAsync(usager, filed.Numero)).TextOf("documents-etablis"), StringComparison.Ordinal);
        var again = await agent.SubmitAsync(page, "annuler", new() { ["Motif"] = "Encore." });
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        await using var db = world.Bureau.Appliance.Open(CommuneScope.One(paper.CommuneId));
        Assert.DoesNotContain("mal écrit", (await db.DossierEvents.SingleAsync(row => row.DossierId == filed.Id && row.Kind == EventKinds.DocumentAnnule, Token)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preparation_IsForTheUsagerAfterFiling_AndForAgents()
    {
        var dossier = await world.FilePacsAsync();
        using var usager = world.Bureau.Appliance.Browse();
        var follow = await world.FollowAsync(usager, dossier.Numero);
        Assert.Contains("Votre rendez-vous de Pacs", follow.TextOf("a-apporter"), StringComparison.Ordinal);

        Assert.Equal("application/pdf", (await usager.GetAsync(world.Site(PaperLinks.FollowedPreparation("a-apporter")))).MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await usager.GetAsync(world.Site(PaperLinks.FollowedPreparation("refus")))).Status);
        using var stranger = world.Bureau.Appliance.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(world.Site(PaperLinks.FollowedPreparation("a-apporter")))).Status);
        using var agent = await world.AgentAsync();
        Assert.Equal("application/pdf", (await agent.GetAsync(world.Bureau.Url(PaperLinks.Preparation(dossier.Numero, "a-apporter")))).MediaType);
        using var other = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Bureau.Url(PaperLinks.Preparation(dossier.Numero, "a-apporter")))).Status);
    }
}
