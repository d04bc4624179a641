using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Dossiers;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>Sub-tasks, and dossiers that are handed up.</summary>
[Collection(nameof(ConsultationSuite))]
public sealed class TeamTests(ConsultationWorld world)
{
    private const string SaintLo = ConsultationWorld.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SousTache_IsInTheTasksOfWhomItIsGivenTo_DoneWithANote_AndUndone()
    {
        using var agent = await world.Papers.AgentAsync();
        using var member = await world.MemberAsync("technique");
        using var other = await world.MemberAsync("etat-civil");
        var filed = await world.Bureau.FileAsync(SaintLo);
        var task = await AskAsync(agent, filed, "Mesurer la largeur de la voie.", "service-" + await world.Bureau.ServiceAsync(SaintLo, "technique"));
        Assert.Contains("Mesurer", (await PageAsync(agent, filed)).TextOf("sous-taches"), StringComparison.Ordinal);
        Assert.Null((await other.GetAsync(world.Bureau.Url("/taches"))).Html.QuerySelector($"[data-tache='{task.Id}']"));
        var list = await member.GetAsync(world.Bureau.Url("/taches"));
        Assert.Contains("Mesurer la largeur", list.Html.QuerySelector($"[data-tache='{task.Id}']")!.TextContent, StringComparison.Ordinal);
        await member.SubmitAsync(list, "tache-" + task.Id, new() { ["note"] = "Trois mètres." });
        Assert.Equal("Trois mètres.", (await TaskAsync(task.Id)).Note);

        var page = await PageAsync(agent, filed);
        page = await agent.SubmitAsync(page, "tache-rouverte-" + task.Id);
        var open = await TaskAsync(task.Id);
        Assert.Null(open.DoneAt);
        Assert.Null(open.Note);
        Assert.Equal(HttpStatusCode.Conflict, (await agent.PostAsync(page.Url.Split('?')[0] + "/tache-rouverte", Forged(page, task.Id))).Status);
        var empty = await agent.SubmitAsync(page, "tache-faite-" + task.Id, new() { ["Fait"] = "" });
        Assert.Equal(HttpStatusCode.Conflict, empty.Status);
        await agent.SubmitAsync(page, "tache-faite-" + task.Id, new() { ["Fait"] = "Quatre mètres." });
        Assert.Equal("Quatre mètres.", (await TaskAsync(task.Id)).Note);
        var log = await world.LogAsync(filed.Id);
        Assert.Equal(2, log.Count(line => line.Kind == EventKinds.TacheFaite));
        Assert.Single(log, line => line.Kind == EventKinds.TacheRouverte);
        Assert.DoesNotContain(log, line => line.Data.Contains("Mesurer", StringComparison.Ordinal) || line.Data.Contains("mètres", StringComparison.Ordinal));

        using var usager = world.Bureau.Appliance.Browse();
        Assert.DoesNotContain("Mesurer", (await world.Papers.FollowAsync(usager, filed.Numero)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SousTache_OfAnotherDossierOrCommune_OrOfAnElectedOfficial_IsNotTheirs()
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(SaintLo);
        var other = await world.Bureau.FileAsync(SaintLo);
        var (_, sub) = await world.Bureau.AddPersonAsync(Role.Accueil, SaintLo);
        var task = await AskAsync(agent, filed, "Appeler le voisin.", "agent-" + sub);
        Assert.Null((await agent.GetAsync(world.Bureau.Url("/taches"))).Html.QuerySelector($"[data-tache='{task.Id}']"));

        var page = await PageAsync(agent, other);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.PostAsync(world.Bureau.Url($"/dossiers/{other.Numero}/tache-faite"), Forged(page, task.Id))).Status);
        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        using var elu = await world.Bureau.SignInAsync(Role.Elu, SaintLo);
        foreach (var (browser, status) in new[] { (stranger, HttpStatusCode.NotFound), (elu, HttpStatusCode.Forbidden) })
        {
            var own = await browser.GetAsync(world.Bureau.Url("/dossiers"));
            Assert.Equal(status, (await browser.PostAsync(world.Bureau.Url($"/dossiers/{filed.Numero}/tache-faite"), Forged(own, task.Id))).Status);
        }

        Assert.Null((await TaskAsync(task.Id)).DoneAt);
    }

    [Theory]
    [InlineData("SousTache", "", "ce qui est à faire")]
    [InlineData("Pour", "", "Choisissez un collègue ou un service")]
    [InlineData("Pour", "agent-11111111-1111-1111-1111-111111111111", "Choisissez un collègue ou un service")]
    [InlineData("PourLe.Annee", "2020", "à partir d’aujourd’hui")]
    [InlineData("PourLe.Mois", "13", "le mois")]
    public async Task SousTache_ThatCannotBe_IsRefusedWithWords(string field, string value, string words)
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(SaintLo);
        var typed = Typed("Mesurer.", "service-" + await world.Bureau.ServiceAsync(SaintLo, "technique"));
        typed[field] = value;

        var refused = await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}?ecrire=sous-tache")), "sous-tache", typed);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(words, refused.TextOf("erreurs"), StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.False(await db.Taches.AnyAsync(row => row.DossierId == filed.Id, Token));
    }

    [Fact]
    public async Task End_OfADossierWithAnOpenSousTache_AsksFirst()
    {
        using var agent = await world.Papers.AgentAsync();
        var filed = await world.Bureau.FileAsync(SaintLo);
        await world.Papers.QualifyAsync(agent, filed.Numero);
        var page = await agent.SubmitAsync(await PageAsync(agent, filed), "prendre");
        await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." });
        var task = await AskAsync(agent, filed, "Poser le panneau.", "service-" + await world.Bureau.ServiceAsync(SaintLo, "technique"));

        page = await PageAsync(agent, filed);
        Assert.Contains("Poser le panneau.", page.TextOf("sous-taches-ouvertes"), StringComparison.Ordinal);
        var asked = await agent.SubmitAsync(page, "delivrer", new() { ["Remise"] = "Guichet", ["Mots"] = "Voici." });
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Contains("sous-tâches ne sont pas faites", asked.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.False((await world.Bureau.DossierAsync(SaintLo, filed.Numero)).IsClosed);
        await agent.SubmitAsync(asked, "delivrer", new() { ["Malgre"] = "true" });
        Assert.True((await world.Bureau.DossierAsync(SaintLo, filed.Numero)).IsClosed);
        Assert.Null((await TaskAsync(task.Id)).DoneAt);

        var other = await world.Bureau.FileAsync(SaintLo);
        await AskAsync(agent, other, "Trier.", "service-" + await world.Bureau.ServiceAsync(SaintLo, "technique"));
        await Assert.ThrowsAnyAsync<Exception>(() => TransferTests.TransferAsync(world.Papers, other.Numero));
        Assert.False((await world.Bureau.DossierAsync(SaintLo, other.Numero)).IsClosed);
    }

    [Fact]
    public async Task HandedUp_WithAReason_ItComesBackWithAnAnswer()
    {
        var (courriel, own) = await world.Bureau.AddPersonAsync(Role.AgentService, SaintLo);
        var (chief, superior) = await world.Bureau.AddPersonAsync(Role.CommuneAdmin, SaintLo);
        using var agent = await world.Bureau.SignInAsync(courriel);
        using var head = await world.Bureau.SignInAsync(chief);
        var filed = await world.Bureau.FileAsync(SaintLo);
        var form = await agent.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}?ecrire=attribuer"));
        foreach (var (to, why, words) in new[] { ("", "Doute.", "administre la commune"), (own.ToString(), "Doute.", "administre la commune"), (superior.ToString(), " ", "pourquoi") })
        {
            var refused = await agent.SubmitAsync(form, "remonter", new() { ["Superieur"] = to, ["Raison"] = why });
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains(words, refused.TextOf("erreurs"), StringComparison.Ordinal);
        }

        await agent.SubmitAsync(form, "remonter", new() { ["Superieur"] = superior.ToString(), ["Raison"] = "La loi est ambiguë." });
        // Sent twice: the dossier has changed by then.
        Assert.Equal(HttpStatusCode.Conflict, (await agent.SubmitAsync(form, "remonter", new() { ["Superieur"] = superior.ToString(), ["Raison"] = "La loi est ambiguë." })).Status);
        Assert.Equal(superior, (await world.Bureau.DossierAsync(SaintLo, filed.Numero)).AgentId);
        Assert.DoesNotContain((await PageAsync(agent, filed)).Html.QuerySelectorAll("form"), one => one.GetAttribute("data-form") == "rendre");

        var page = await PageAsync(head, filed);
        Assert.Contains("La loi est ambiguë.", page.TextOf("remontee"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await head.SubmitAsync(page, "rendre", new() { ["Retour"] = "" })).Status);
        await head.SubmitAsync(page, "rendre", new() { ["Retour"] = "Accordez." });
        Assert.Equal(own, (await world.Bureau.DossierAsync(SaintLo, filed.Numero)).AgentId);
        Assert.Equal(HttpStatusCode.Conflict, (await head.SubmitAsync(page, "rendre", new() { ["Retour"] = "Encore." })).Status);

        var back = await PageAsync(agent, filed);
        Assert.Null(back.Find("remontee"));
        Assert.Contains("Accordez.", back.TextOf("fil"), StringComparison.Ordinal);
        var log = await world.LogAsync(filed.Id);
        Assert.Single(log, line => line.Kind == EventKinds.Remontee);
        Assert.Single(log, line => line.Kind == EventKinds.Redescendue);
        Assert.DoesNotContain(log, line => line.Data.Contains("ambiguë", StringComparison.Ordinal) || line.Data.Contains("Accordez", StringComparison.Ordinal));
        using var usager = world.Bureau.Appliance.Browse();
        var follow = await world.Papers.FollowAsync(usager, filed.Numero);
        Assert.DoesNotContain("ambiguë", follow.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Accordez", follow.Text, StringComparison.Ordinal);
    }

    private async Task<Tache> AskAsync(TestBrowser agent, FiledDossier filed, string text, string to)
    {
        var sent = await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}?ecrire=sous-tache")), "sous-tache", Typed(text, to));
        Assert.True(sent.Status == HttpStatusCode.OK, sent.Find("erreurs")?.TextContent);
        await using var db = world.Open();
        return await db.Taches.SingleAsync(row => row.DossierId == filed.Id && row.Kind == TacheKind.SousTache, Token);
    }

    private Dictionary<string, string> Typed(string text, string to)
    {
        var due = world.Today.AddDays(3);
        return new() { ["SousTache"] = text, ["Pour"] = to, ["PourLe.Jour"] = $"{due:%d}", ["PourLe.Mois"] = $"{due:%M}", ["PourLe.Annee"] = $"{due:yyyy}" };
    }

    private Task<TestPage> PageAsync(TestBrowser agent, FiledDossier filed) => agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));

    private async Task<Tache> TaskAsync(Guid id)
    {
        await using var db = world.Open();
        return await db.Taches.SingleAsync(row => row.Id == id, Token);
    }

    private static Dictionary<string, string> Forged(TestPage page, Guid task) => new()
    {
        ["__RequestVerificationToken"] = page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        ["Tache"] = task.ToString(),
        ["Fait"] = "Fait.",
    };
}
