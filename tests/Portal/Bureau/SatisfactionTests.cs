using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class SatisfactionTests(BureauFixture bureau)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_OfTheDeliveryMail_OnlyOpensTheQuestion_AndAPostRecordsOnce()
    {
        var filed = await DeliveredAsync();
        var text = (await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id)).Single(mail => mail.Kind == "delivrance").Text;
        var links = text.Split('\n').Where(line => line.Contains("/suivi/avis?jeton=", StringComparison.Ordinal)).Select(line => line[line.IndexOf("http", StringComparison.Ordinal)..]).ToList();
        Assert.Equal(3, links.Count);

        using var usager = bureau.Appliance.Browse();
        var page = await usager.GetAsync(links[2]);
        Assert.Equal("avis", page.Name);
        Assert.Equal("pas-satisfait", page.Html.QuerySelector("input[name=note][checked]")!.GetAttribute("value"));
        Assert.Null(await AnswerAsync(filed.Id));

        var done = await usager.SubmitAsync(page, "avis", new() { ["commentaire"] = "Trop long, appelez Camille." });
        Assert.Contains("Merci", done.TextOf("fait"), StringComparison.Ordinal);
        await usager.SubmitAsync(page, "avis", new() { ["commentaire"] = "Trop long, appelez Camille." });

        Assert.Equal((Avis.PasSatisfait, "Trop long, appelez Camille."), await AnswerAsync(filed.Id));
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.Single(await db.Taches.Where(row => row.DossierId == filed.Id).ToListAsync(Token));
        var lines = await db.DossierEvents.Where(row => row.DossierId == filed.Id).ToListAsync(Token);
        Assert.Single(lines, line => line.Kind == EventKinds.SatisfactionDonnee);
        Assert.DoesNotContain(lines, line => line.Data.Contains("Trop long", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Question_WithoutAccount_StandsOnTheFollowUpPage_AndMayBeChangedForThirtyDays()
    {
        var filed = await DeliveredAsync();
        var give = bureau.Appliance.Services.GetRequiredService<GiveSatisfaction>();
        using var usager = bureau.Appliance.Browse();
        var follow = await FollowAsync(usager, filed.Code);
        var nothing = await usager.SubmitAsync(follow, "avis");
        Assert.Contains("Choisissez une des trois", nothing.TextOf("erreurs"), StringComparison.Ordinal);
        var done = await usager.SubmitAsync(nothing, "avis", new() { ["note"] = "satisfait" });
        Assert.NotNull(done.Find("fait"));

        var changed = await usager.SubmitAsync(done, "avis", new() { ["note"] = "moyen", ["commentaire"] = new string('a', 1000) });
        Assert.NotNull(changed.Find("fait"));
        var tooLong = await usager.SubmitAsync(changed, "avis", new() { ["commentaire"] = new string('a', 1001) });
        Assert.Contains("1\u00a0000", tooLong.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal(Avis.Moyen, (await AnswerAsync(filed.Id))!.Value.Score);
        Assert.Contains("Moyennement satisfait", (await usager.GetAsync(follow.Url)).TextOf("avis"), StringComparison.Ordinal);

        await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)), (db, token) =>
            db.Satisfactions.Where(row => row.DossierId == filed.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.At, row => DateTime.UnixEpoch), token), Token);
        await Assert.ThrowsAsync<DossierRuleException>(() => give.RunAsync(new GiveSatisfactionCommand(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, Avis.Satisfait, null), Token));
    }

    [Fact]
    public async Task Question_OfAnotherCommune_OfAnOpenDossier_OrOfAForgedLink_IsNotThere()
    {
        var filed = await DeliveredAsync();
        var open = await bureau.FileAsync(BureauFixture.SaintLo);
        var links = bureau.Appliance.Services.GetRequiredService<AvisLinks>();
        var token = links.TokenOf(await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero));
        using var usager = bureau.Appliance.Browse();

        foreach (var (host, jeton) in new[]
        {
            ("canisy", token), ("saint-lo", token[..^2] + "AA"), ("saint-lo", "…"), ("saint-lo", new string('A', 2000)),
            ("saint-lo", links.TokenOf(await bureau.DossierAsync(BureauFixture.SaintLo, open.Numero))),
        })
        {
            var page = await usager.GetAsync(bureau.Appliance.Url(host, "/suivi/avis?note=satisfait&jeton=" + Uri.EscapeDataString(jeton)));
            Assert.Equal("suivi", page.Name);
        }
    }

    [Fact]
    public async Task Task_IsSeenAndDoneByAgentsOfTheCommuneOnly_Once_WithANote()
    {
        var filed = await DeliveredAsync();
        await bureau.Appliance.Services.GetRequiredService<GiveSatisfaction>().RunAsync(
            new GiveSatisfactionCommand(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, Avis.PasSatisfait, "Rappelez-moi."), Token);
        var id = await TaskOfAsync(filed.Id);

        using var stranger = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var elsewhere = await stranger.GetAsync(bureau.Url("/taches"));
        Assert.Null(elsewhere.Html.QuerySelector($"[data-tache='{id}']"));
        var token = elsewhere.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forged = await stranger.PostAsync(bureau.Url("/taches"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["tache"] = id.ToString(), ["note"] = "Fait." });
        Assert.Equal(HttpStatusCode.NotFound, forged.Status);
        using var elu = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        Assert.Null((await elu.GetAsync(bureau.Url("/taches"))).Html.QuerySelector($"[data-tache='{id}']"));

        using var agent = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var list = await agent.GetAsync(bureau.Url("/taches"));
        Assert.Contains("Rappelez-moi.", list.Html.QuerySelector($"[data-tache='{id}']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(list.Find("vue-taches"));
        var empty = await agent.SubmitAsync(list, "tache-" + id, new() { ["note"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        var done = await agent.SubmitAsync(list, "tache-" + id, new() { ["note"] = "Rappelée, tout est clair." });
        Assert.Null(done.Html.QuerySelector($"[data-tache='{id}']"));
        Assert.Contains("Rappelée, tout est clair.", done.TextOf("faites"), StringComparison.Ordinal);
        await agent.SubmitAsync(list, "tache-" + id, new() { ["note"] = "Une autre note." });

        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.Equal("Rappelée, tout est clair.", (await db.Taches.SingleAsync(row => row.Id == id, Token)).Note);
        var lines = await db.DossierEvents.Where(row => row.DossierId == filed.Id).ToListAsync(Token);
        Assert.Single(lines, line => line.Kind == EventKinds.TacheFaite);
        Assert.DoesNotContain(lines, line => line.Data.Contains("Rappel", StringComparison.Ordinal) && line.Data.Contains("clair", StringComparison.Ordinal));
        var dossier = await agent.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("Pas satisfait", dossier.TextOf("avis"), StringComparison.Ordinal);
        Assert.Contains("chaîne vérifiée", dossier.TextOf("journal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reach_OfAnAgentOfAService_IsTheTasksOfThatServiceOrOfNone()
    {
        var (state, other) = (await bureau.ServiceAsync(BureauFixture.SaintLo, "etat-civil"), await bureau.ServiceAsync(BureauFixture.SaintLo, "technique"));
        var filed = await DeliveredAsync();
        await bureau.Appliance.Services.GetRequiredService<GiveSatisfaction>().RunAsync(
            new GiveSatisfactionCommand(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, Avis.PasSatisfait, null), Token);
        var id = await TaskOfAsync(filed.Id);
        var service = (await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).ServiceId;
        AgentAccess Of(Guid? of) => new(Guid.CreateVersion7(), "A", null, "a@exemple.fr", false, [new CommuneRole(bureau.CommuneId(BureauFixture.SaintLo), Role.AgentService, of)]);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));

        Assert.True(await TacheReach.Of(Of(service)).Narrow(db).AnyAsync(row => row.Tache.Id == id, Token));
        Assert.True(await TacheReach.Of(Of(null)).Narrow(db).AnyAsync(row => row.Tache.Id == id, Token));
        Assert.False(await TacheReach.Of(Of(service == other ? state : other)).Narrow(db).AnyAsync(row => row.Tache.Id == id, Token));
    }

    [Fact]
    public async Task Answer_AndTasks_GoWithTheirDossier()
    {
        var filed = await DeliveredAsync();
        await bureau.Appliance.Services.GetRequiredService<GiveSatisfaction>().RunAsync(
            new GiveSatisfactionCommand(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, Avis.PasSatisfait, "Non."), Token);

        await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)), (db, token) =>
            db.Dossiers.Where(row => row.Id == filed.Id).ExecuteDeleteAsync(token), Token);

        Assert.Null(await AnswerAsync(filed.Id));
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.False(await db.Taches.AnyAsync(row => row.DossierId == filed.Id, Token));
    }

    private async Task<TestPage> FollowAsync(TestBrowser usager, string code) => await usager.SubmitAsync(
        await usager.GetAsync(bureau.Appliance.Url("saint-lo", "/suivi")), "suivi", new() { ["code"] = code });

    private async Task<Guid> TaskOfAsync(Guid dossierId)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        return (await db.Taches.SingleAsync(row => row.DossierId == dossierId, Token)).Id;
    }

    private async Task<(Avis Score, string? Comment)?> AnswerAsync(Guid dossierId)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        return await db.Satisfactions.FirstOrDefaultAsync(row => row.DossierId == dossierId, Token) is { } answer ? (answer.Score, answer.Comment) : null;
    }

    private async Task<FiledDossier> DeliveredAsync()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero)), "qualifier", new() { ["Complet"] = "true" });
        page = await browser.SubmitAsync(page, "prendre");
        page = await browser.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Réparé." });
        await browser.SubmitAsync(page, "delivrer", new() { ["Remise"] = "EnLigne", ["Mots"] = "C’est fait." });
        return filed;
    }
}
