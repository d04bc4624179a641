using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>Opinions asked of a colleague or a service of the commune.</summary>
[Collection(nameof(ConsultationSuite))]
public sealed class InsideOpinionTests(ConsultationWorld world)
{
    [Fact]
    public async Task Service_ThatIsAsked_GivesItsOpinionInItsTasks_AndOthersDoNotSeeIt()
    {
        using var agent = await world.Papers.AgentAsync();
        using var member = await world.MemberAsync("technique");
        using var other = await world.MemberAsync("etat-civil");
        using var elu = await world.Bureau.SignInAsync(Role.Elu, ConsultationWorld.SaintLo);
        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var (filed, plan, devis) = await world.FileAsync(agent);
        var service = await world.Bureau.ServiceAsync(ConsultationWorld.SaintLo, "technique");
        var consultation = await world.AskAsync(agent, filed, world.Inside("service-" + service, piece: plan.Id));
        Assert.False(consultation.IsOutside);
        Assert.Empty(await world.LinksAsync(filed.Id));
        Assert.Contains(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-demande" && mail.Text.Contains(ConsultationLinks.Inside(consultation.Id), StringComparison.Ordinal));

        var address = world.Bureau.Url(ConsultationLinks.Inside(consultation.Id));
        foreach (var browser in (TestBrowser[])[other, elu, stranger, agent])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{address}/pieces/{plan.Id}")).Status);
            Assert.Null((await browser.GetAsync(world.Bureau.Url("/taches"))).Html.QuerySelector($"[data-consultation='{consultation.Id}']"));
        }

        var tasks = await member.GetAsync(world.Bureau.Url("/taches"));
        Assert.NotNull(tasks.Html.QuerySelector($"[data-testid=avis-a-donner] [data-consultation='{consultation.Id}']"));
        var page = await member.GetAsync(address);
        Assert.Equal(ConsultationWorld.Question, page.TextOf("question"));
        foreach (var secret in (string[])["devis.pdf", "Camille", "Éclairage", "lampadaire", filed.Numero])
        {
            Assert.DoesNotContain(secret, page.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync($"{address}/pieces/{plan.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{address}/pieces/{devis.Id}")).Status);

        var empty = await member.SubmitAsync(page, "avis", new() { ["texte"] = "Pas de sens." });
        Assert.Equal(HttpStatusCode.Conflict, empty.Status);
        Assert.Contains("Pas de sens.", empty.Text, StringComparison.Ordinal);
        await world.AssertAwaitedAsync(agent, filed, 1);
        var done = await member.SubmitAsync(empty, "avis", new() { ["sens"] = "Favorable", ["texte"] = "Rien à redire." });
        Assert.Contains("Avis favorable", done.TextOf("etat"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await member.SubmitAsync(page, "avis", new() { ["sens"] = "Defavorable", ["texte"] = "Non." })).Status);

        await world.AssertAwaitedAsync(agent, filed, 0);
        var line = Assert.Single(await world.LogAsync(filed.Id), row => row.Kind == EventKinds.AvisRendu);
        Assert.Equal(ActorKind.Agent, line.ActorKind);
        Assert.Contains("Rien à redire.", (await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero))).TextOf("fil"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{address}/pieces/{plan.Id}")).Status);
    }

    [Fact]
    public async Task Agent_WhoIsAsked_IsTheOnlyOneWhoAnswers_AndNobodyAsksThemselves()
    {
        var (asker, own) = await world.Bureau.AddPersonAsync(Role.CommuneAdmin, ConsultationWorld.SaintLo);
        var (asked, sub) = await world.Bureau.AddPersonAsync(Role.Accueil, ConsultationWorld.SaintLo);
        using var agent = await world.Bureau.SignInAsync(asker);
        using var colleague = await world.Bureau.SignInAsync(asked);
        using var admin = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);

        Assert.Equal(HttpStatusCode.Conflict, (await world.PreviewAsync(agent, filed.Numero, world.Inside("agent-" + own))).Status);
        foreach (var nobody in new[] { "", "agent-", "agent-" + Guid.CreateVersion7(), "service-" + sub, "service-" + await world.Bureau.ServiceAsync(BureauFixture.Canisy, "technique") })
        {
            Assert.Equal(HttpStatusCode.Conflict, (await world.PreviewAsync(agent, filed.Numero, world.Inside(nobody))).Status);
        }

        var consultation = await world.AskAsync(agent, filed, world.Inside("agent-" + sub));
        Assert.Equal(asked, Assert.Single(await world.MailsAsync(filed.Id)).To);
        var address = world.Bureau.Url(ConsultationLinks.Inside(consultation.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(address)).Status);
        await colleague.SubmitAsync(await colleague.GetAsync(address), "avis", new() { ["sens"] = "SansAvis" });
        Assert.Equal(Opinion.SansAvis, Assert.Single(await world.ConsultationsAsync(filed.Id)).Sens);
        Assert.Equal(asker, Assert.Single(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rendu").To);
    }
}
