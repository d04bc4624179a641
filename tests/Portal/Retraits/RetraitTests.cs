using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Retraits;

/// <summary>An answer that waits at the counter, who took it and what proves it.</summary>
public sealed class RetraitTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    private const string SaintLo = BureauFixture.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Announced_IsToldOnce_AndStandsOnTheFollowUpPageUntilItIsTaken()
    {
        var (agent, numero, page) = await DecidedAsync();
        using var browser = agent;
        page = await agent.SubmitAsync(page, "retrait", new() { ["MotsRetrait"] = "Votre carte vous attend jusqu’à vendredi." });
        Assert.Contains("prévenu depuis", page.TextOf("retrait"), StringComparison.Ordinal);
        Assert.Null(page.Find("prevenir"));
        var dossier = await world.Bureau.DossierAsync(SaintLo, numero);
        Assert.Equal(Phase.Delivrance, dossier.Phase);
        var mail = Assert.Single(await world.Bureau.CourrielsAsync(SaintLo, dossier.Id), mail => mail.Kind == "retrait");
        Assert.Contains("jusqu’à vendredi", mail.Text, StringComparison.Ordinal);
        Assert.Contains("1 place de la Mairie", mail.Text, StringComparison.Ordinal);

        using var usager = world.Bureau.Appliance.Browse();
        Assert.Contains("vous attend à l’accueil", (await world.FollowAsync(usager, numero)).TextOf("retrait"), StringComparison.Ordinal);

        page = await agent.SubmitAsync(page, "delivrer", new() { ["Remise"] = "Guichet", ["Mots"] = "Voici votre carte.", ["RemisA"] = "Andréa Voisine", ["Identite"] = "Passeport" });
        Assert.Contains("Remis à Andréa Voisine. Passeport vu.", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.True((await world.Bureau.DossierAsync(SaintLo, numero)).IsClosed);

        // Who took it is a note among agents.
        var follow = await usager.GetAsync(world.Site("/suivi/dossier"));
        Assert.Null(follow.Find("retrait"));
        Assert.DoesNotContain("Andréa", follow.Html.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.True((await world.Bureau.Appliance.Services.GetRequiredService<VerifyLog>().RunAsync(world.Bureau.Appliance.Commune(SaintLo), Token)).Holds);
    }

    [Fact]
    public async Task Announced_Twice_OrFromAnOlderPage_IsRefusedAndKept()
    {
        var (agent, numero, page) = await DecidedAsync();
        using var browser = agent;
        await agent.SubmitAsync(page, "retrait", new() { ["MotsRetrait"] = "Première fois." });
        var again = await agent.SubmitAsync(page, "retrait", new() { ["MotsRetrait"] = "Deuxième fois." });
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        var dossier = await world.Bureau.DossierAsync(SaintLo, numero);
        Assert.Single(await world.Bureau.CourrielsAsync(SaintLo, dossier.Id), mail => mail.Kind == "retrait");
    }

    [Fact]
    public async Task Delivery_AtTheCounter_WantsAName_AndKeepsTheSignedReceiptFromTheUsager()
    {
        var (agent, numero, page) = await DecidedAsync();
        using var browser = agent;
        var refused = await agent.SubmitAsync(page, "delivrer", new() { ["Remise"] = "Guichet", ["Mots"] = "Voici.", ["RemisA"] = " " });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("à qui la réponse est remise", refused.Html.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.False((await world.Bureau.DossierAsync(SaintLo, numero)).IsClosed);

        var form = new MultipartFormDataContent();
        foreach (var field in page.Form("delivrer").QuerySelectorAll("input[type=hidden]"))
        {
            form.Add(new StringContent(field.GetAttribute("value") ?? ""), field.GetAttribute("name")!);
        }

        form.Add(new StringContent("Guichet"), "Remise");
        form.Add(new StringContent("Voici."), "Mots");
        form.Add(new StringContent("Camille Modèle"), "RemisA");
        form.Add(new ByteArrayContent(SampleFiles.Png), "Preuve", "recu-signe.png");
        var done = await agent.PostAsync(world.Bureau.Url($"/dossiers/{numero}/delivrer"), form);
        Assert.Contains("Reçu signé joint", done.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("recu-signe.png", done.TextOf("fil"), StringComparison.Ordinal);

        using var usager = world.Bureau.Appliance.Browse();
        Assert.DoesNotContain("recu-signe", (await world.FollowAsync(usager, numero)).Text, StringComparison.Ordinal);
        await using var db = world.Bureau.Appliance.Open(CommuneScope.One(world.Bureau.CommuneId(SaintLo)));
        var dossier = await world.Bureau.DossierAsync(SaintLo, numero);
        var proof = await db.Pieces.SingleAsync(row => row.DossierId == dossier.Id && row.FileName == "recu-signe.png", Token);
        Assert.Equal(HttpStatusCode.NotFound, (await usager.GetAsync(world.Site($"/suivi/dossier/pieces/{proof.Id}"), follow: false)).Status);
    }

    [Fact]
    public async Task Receipt_IsThereWhileTheAnswerIsToBeHandedOver_ForAgentsOfTheCommune()
    {
        var (agent, numero, page) = await DecidedAsync();
        using var browser = agent;
        Assert.Contains(numero, (await agent.GetAsync(world.Bureau.Url($"/dossiers/{numero}/remise"))).TextOf("numero"), StringComparison.Ordinal);
        using var elue = await world.Bureau.SignInAsync(Role.Elu, SaintLo);
        using var other = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Equal(HttpStatusCode.NotFound, (await elue.GetAsync(world.Bureau.Url($"/dossiers/{numero}/remise"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Bureau.Url($"/dossiers/{numero}/remise"))).Status);
        await agent.SubmitAsync(page, "delivrer", new() { ["Remise"] = "EnLigne", ["Mots"] = "Voici." });
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(world.Bureau.Url($"/dossiers/{numero}/remise"))).Status);
    }

    private async Task<(TestBrowser Agent, string Numero, TestPage Page)> DecidedAsync()
    {
        var filed = await world.Bureau.FileAsync(SaintLo);
        var agent = await world.AgentAsync();
        await world.QualifyAsync(agent, filed.Numero);
        var page = await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        page = await agent.SubmitAsync(page, "prendre");
        page = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "C’est accordé." });
        return (agent, filed.Numero, page);
    }
}
