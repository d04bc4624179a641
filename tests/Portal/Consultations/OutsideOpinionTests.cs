using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>Opinions asked of somebody outside, by a link.</summary>
[Collection(nameof(ConsultationSuite))]
public sealed class OutsideOpinionTests(ConsultationWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_ShowsTheQuestionTheChosenPieceAndTheDemarche_AndNothingElse()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, plan, devis) = await world.FileAsync(agent);
        await world.AskAsync(agent, filed, world.Outside(piece: plan.Id));
        var link = Assert.Single(await world.LinksAsync(filed.Id));

        using var outsider = world.Bureau.Appliance.Browse();
        var page = await outsider.GetAsync(link);
        Assert.Equal((HttpStatusCode.OK, "donner-avis"), (page.Status, page.Name));
        Assert.Equal(ConsultationWorld.Question, page.TextOf("question"));
        Assert.Contains("plan.pdf", page.TextOf("pieces"), StringComparison.Ordinal);
        foreach (var secret in (string[])["devis.pdf", "Modèle", "Camille", "Éclairage", "lampadaire", filed.Numero, filed.Code, "camille.modele", "sdis@exemple.fr", devis.Id.ToString()])
        {
            Assert.DoesNotContain(secret, page.Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("no-store", page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
        Assert.NotNull(page.Html.QuerySelector("meta[name=robots][content*=noindex]"));

        Assert.Equal(HttpStatusCode.OK, (await outsider.GetAsync($"{link}/pieces/{plan.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"{link}/pieces/{devis.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"{link}/pieces/{filed.Id}")).Status);
        var (_, other, _) = await world.FileAsync(agent);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"{link}/pieces/{other.Id}")).Status);
    }

    [Fact]
    public async Task Link_OfAnotherCommune_Forged_OrReadFromTheRow_OpensNothing()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, plan, _) = await world.FileAsync(agent);
        var consultation = await world.AskAsync(agent, filed, world.Outside(piece: plan.Id));
        var token = Assert.Single(await world.LinksAsync(filed.Id)).Split('/')[^1];

        await using var db = world.Open();
        var row = await db.ConsultationLiens.SingleAsync(link => link.ConsultationId == consultation.Id, Token);
        Assert.Equal(ConsultationLinks.HashOf(token), row.Hash);
        Assert.DoesNotContain(token, row.Hash, StringComparison.OrdinalIgnoreCase);

        using var outsider = world.Bureau.Appliance.Browse();
        foreach (var (host, tried) in new[] { ("canisy", token), ("saint-lo", row.Hash), ("saint-lo", consultation.Id.ToString()), ("saint-lo", ConsultationLinks.Draw()), ("bureau", token) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync(world.Bureau.Appliance.Url(host, ConsultationLinks.Outside(tried)))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync(world.Bureau.Appliance.Url(host, ConsultationLinks.OutsidePiece(tried, plan.Id)))).Status);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lien-secret-cree-a-l-envoi")]
    [InlineData("AAAA")]
    [InlineData("…")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Token_ThatIsNone_HasNoHash(string? token) => Assert.Null(ConsultationLinks.HashOf(token));

    [Fact]
    public async Task Links_TriedInSeries_HaveToWait()
    {
        using var outsider = world.Bureau.Appliance.Browse();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add((await outsider.GetAsync(world.Bureau.Appliance.Url("dangy", ConsultationLinks.Outside(ConsultationLinks.Draw())))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Asking_SendsNothingBeforeItIsRead_AndSendsWhatWasRead()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, plan, _) = await world.FileAsync(agent);
        var preview = await world.PreviewAsync(agent, filed.Numero, world.Outside(piece: plan.Id));
        var shown = preview.TextOf("apercu");
        foreach (var told in (string[])["sdis@exemple.fr", ConsultationWorld.Question, "plan.pdf", ConsultationLinks.Sample, "Service d’incendie", "rappel"])
        {
            Assert.Contains(told, shown, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("devis.pdf", shown, StringComparison.Ordinal);
        Assert.Empty(await world.MailsAsync(filed.Id));
        await world.AssertAwaitedAsync(agent, filed, 0);

        // What is changed after it was read is read again, not sent.
        var changed = await agent.SubmitAsync(preview, "avis", new() { ["Geste"] = "envoyer", ["Courriel"] = "autre@exemple.fr" });
        Assert.Contains("autre@exemple.fr", changed.TextOf("apercu"), StringComparison.Ordinal);
        Assert.Empty(await world.MailsAsync(filed.Id));

        await agent.SubmitAsync(changed, "avis", new() { ["Geste"] = "envoyer" });
        // The form is sent twice: the dossier has changed by then.
        await agent.SubmitAsync(changed, "avis", new() { ["Geste"] = "envoyer" });
        var mail = Assert.Single(await world.MailsAsync(filed.Id));
        Assert.Equal(("autre@exemple.fr", "avis-demande"), (mail.To, mail.Kind));
        var token = Assert.Single(await world.LinksAsync(filed.Id)).Split('/')[^1];
        Assert.Contains(Flat(mail.Text.Replace(token, ConsultationLinks.Sample, StringComparison.Ordinal)), Flat(changed.TextOf("apercu")), StringComparison.Ordinal);
        foreach (var secret in (string[])[ConsultationWorld.Question, "Camille", "Éclairage", filed.Numero, filed.Code])
        {
            Assert.DoesNotContain(secret, mail.Text, StringComparison.Ordinal);
        }

        await world.AssertAwaitedAsync(agent, filed, 1);
    }

    [Fact]
    public async Task Answer_OfTwoAtOnce_IsTakenOnce_AndTheAgentIsTold()
    {
        var (courriel, _) = await world.Bureau.AddPersonAsync(Role.CommuneAdmin, ConsultationWorld.SaintLo);
        using var agent = await world.Bureau.SignInAsync(courriel);
        var (filed, plan, _) = await world.FileAsync(agent);
        await world.AskAsync(agent, filed, world.Outside(piece: plan.Id));
        var link = Assert.Single(await world.LinksAsync(filed.Id));
        using var one = world.Bureau.Appliance.Browse();
        using var two = world.Bureau.Appliance.Browse();
        var pages = new[] { await one.GetAsync(link), await two.GetAsync(link) };

        var done = await Task.WhenAll(
            one.SubmitAsync(pages[0], "avis", Answer("Reserves", "Élargir à quatre mètres."), new() { ["fichier"] = ("note.pdf", SampleFiles.Pdf("note"), "application/pdf") }),
            two.SubmitAsync(pages[1], "avis", Answer("Defavorable", "Trop étroite.")));

        Assert.Contains(done, page => page.Find("etat") is not null && page.Status == HttpStatusCode.OK);
        Assert.Single(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.AvisRendu);
        await using (var db = world.Open())
        {
            Assert.Single(await db.Messages.Where(row => row.DossierId == filed.Id && row.Internal).ToListAsync(Token));
        }

        await world.AssertAwaitedAsync(agent, filed, 0);
        Assert.Equal(courriel, Assert.Single(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rendu").To);
        var after = await one.GetAsync(link);
        Assert.Contains("reçu le", after.TextOf("etat"), StringComparison.Ordinal);
        Assert.DoesNotContain(ConsultationWorld.Question, after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mètres", after.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync($"{link}/pieces/{plan.Id}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await two.SubmitAsync(pages[1], "avis", Answer("Favorable", ""))).Status);
        Assert.Single(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.AvisRendu);
    }

    [Fact]
    public async Task Answer_JoinsTheThread_ForAgentsOnly_AndTheLogHoldsNoText()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        await world.AskAsync(agent, filed, world.Outside());
        using var outsider = world.Bureau.Appliance.Browse();
        var page = await outsider.GetAsync(Assert.Single(await world.LinksAsync(filed.Id)));
        var nothing = await outsider.SubmitAsync(page, "avis", new() { ["signataire"] = "Claude Essai, lieutenant" });
        Assert.Contains("Choisissez votre avis", nothing.TextOf("erreurs"), StringComparison.Ordinal);
        var unsaid = await outsider.SubmitAsync(nothing, "avis", new() { ["sens"] = "Defavorable" });
        Assert.Contains("ce qui motive", unsaid.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("Claude Essai, lieutenant", unsaid.Html.QuerySelector("[name=signataire]")!.GetAttribute("value"));
        var virus = await outsider.SubmitAsync(unsaid, "avis", new() { ["texte"] = "Non." }, new() { ["fichier"] = ("x.pdf", "MZ program"u8.ToArray(), "application/pdf") });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, virus.Status);
        await world.AssertAwaitedAsync(agent, filed, 1);
        await outsider.SubmitAsync(virus, "avis", new() { ["texte"] = "<script>alert(1)</script> Réserve d’eau absente." }, new() { ["fichier"] = ("rapport.pdf", SampleFiles.Pdf("rapport"), "application/pdf") });

        var dossier = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        var thread = dossier.TextOf("fil");
        foreach (var told in (string[])["Avis défavorable", "Réserve d’eau absente", "rapport.pdf", ConsultationWorld.Question, "Demande d’avis"])
        {
            Assert.Contains(told, thread, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script>alert", dossier.Text, StringComparison.Ordinal);
        Assert.Contains("Claude Essai, lieutenant", dossier.TextOf("consultations"), StringComparison.Ordinal);
        using var usager = world.Bureau.Appliance.Browse();
        var follow = await world.Papers.FollowAsync(usager, filed.Numero);
        foreach (var secret in (string[])["Réserve d’eau", "rapport.pdf", "Service d’incendie", "avis demandé", ConsultationWorld.Question])
        {
            Assert.DoesNotContain(secret, follow.Text, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var line in await world.LogAsync(filed.Id))
        {
            Assert.DoesNotContain("Réserve", line.Data, StringComparison.Ordinal);
            Assert.DoesNotContain("secours", line.Data, StringComparison.Ordinal);
            Assert.DoesNotContain("sdis@", line.Data, StringComparison.Ordinal);
        }

        Assert.Equal(ActorKind.Tiers, Assert.Single(await world.LogAsync(filed.Id), line => line.Kind == EventKinds.AvisRendu).ActorKind);
        Assert.True((await world.Get<VerifyLog>().RunAsync(world.Bureau.Appliance.Commune(ConsultationWorld.SaintLo), Token)).Holds);
    }

    private static Dictionary<string, string> Answer(string sens, string texte) => new() { ["sens"] = sens, ["texte"] = texte, ["signataire"] = "Claude Essai" };

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
