using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;

namespace Beffroi.Portal.Tests.Fusions;

/// <summary>A request that holds two subjects becomes two, and one again as long as nobody has worked on the second.</summary>
public sealed class SplitTests(FusionWorld world) : IClassFixture<FusionWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Split_GivesASecondRequest_OfTheSamePersonAndDay_WithItsPiecesKeptOnce()
    {
        var agent = await world.AgentAsync();
        var filed = await world.FileAsync("Double");
        await world.SendPieceAsync(filed.Id, "devis.pdf");
        await world.SendPieceAsync(filed.Id, "plan.pdf");
        var origin = await world.DossierAsync(filed.Numero);
        var pieces = await world.PiecesAsync(filed.Id);
        var plan = pieces.Single(piece => piece.FileName == "plan.pdf");

        var numero = await world.Get<SplitDossier>().RunAsync(new SplitDossierCommand(filed.Numero, origin.Version, "Une place de stationnement", [plan.Id]), agent, Token);

        var part = await world.DossierAsync(numero!);
        Assert.Equal(
            (origin.ReceivedAt, origin.Channel, origin.UsagerNom, origin.UsagerCourriel, origin.PersonneId, origin.Answers, origin.SilenceOn),
            (part.ReceivedAt, part.Channel, part.UsagerNom, part.UsagerCourriel, part.PersonneId, part.Answers, part.SilenceOn));
        Assert.Equal(("Une place de stationnement", Phase.Qualification), (part.Objet, part.Phase));
        Assert.NotEqual(origin.Code, part.Code);
        var copy = Assert.Single(await world.PiecesAsync(part.Id));
        Assert.Equal((plan.Sha256, plan.FileName, plan.AddedAt), (copy.Sha256, copy.FileName, copy.AddedAt));
        Assert.NotEqual(plan.Id, copy.Id);
        Assert.Equal(2, (await world.PiecesAsync(filed.Id)).Count);
        Assert.Equal(["accuse-enregistrement"], await world.MailsAsync(part.Id));
        Assert.Equal(["accuse-enregistrement"], await world.MailsAsync(filed.Id));

        using var browser = await world.Bureau.SignInAsync(agent.Courriel);
        Assert.Contains(part.NumeroCourt, (await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero))).TextOf("liees"), StringComparison.Ordinal);
        Assert.Contains(origin.NumeroCourt, (await browser.GetAsync(world.Bureau.Url("/dossiers/" + numero))).TextOf("liees"), StringComparison.Ordinal);
        Assert.Equal([numero!], await world.ListedAsync(browser, "?q=stationnement"));
        await world.AssertLogHoldsAsync();
    }

    [Fact]
    public async Task Split_TakenBack_EndsTheSecondWithoutDecision_AndTheUsagerReadsWhy()
    {
        var agent = await world.AgentAsync();
        var filed = await world.FileAsync("Repentie");
        var numero = (await SplitAsync(filed.Numero, agent))!;

        Assert.True(await world.Get<SplitDossier>().UndoAsync(filed.Numero, numero, agent, Token));

        var part = await world.DossierAsync(numero);
        Assert.Equal((Phase.Cloture, (Outcome?)null, (DateTime?)null, DateOnly.MaxValue), (part.Phase, part.Outcome, part.DecidedAt, part.SilenceOn));
        Assert.False((await world.DossierAsync(filed.Numero)).IsClosed);
        Assert.Contains((await world.LogAsync(part)), line => line.Kind == EventKinds.PartageAnnule);
        Assert.Contains((await world.LogAsync(await world.DossierAsync(filed.Numero))), line => line.Kind == EventKinds.PartageDefait);
        using var usager = world.Bureau.Appliance.Browse();
        var page = await world.Papers.FollowAsync(usager, numero);
        Assert.Contains("traitée avec celle dont elle venait", page.TextOf("etat"), StringComparison.Ordinal);
        Assert.Null(page.Find("avis"));
        await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<SplitDossier>().UndoAsync(filed.Numero, numero, agent, Token));
        await world.AssertLogHoldsAsync();
    }

    [Fact]
    public async Task Split_OnceWorkedOn_IsNotTakenBack()
    {
        var agent = await world.AgentAsync();
        foreach (var work in (Func<string, Task>[])
        [
            numero => world.Get<AssignDossier>().TakeAsync(numero, 1, agent, Token),
            numero => world.Get<WriteToUsager>().NoteAsync(numero, "Vu.", agent, Token),
            async numero => await world.WriteAsUsagerAsync((await world.DossierAsync(numero)).Id, "Merci."),
        ])
        {
            var filed = await world.FileAsync("Entamee");
            var numero = (await SplitAsync(filed.Numero, agent))!;
            await work(numero);

            var refused = await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<SplitDossier>().UndoAsync(filed.Numero, numero, agent, Token));

            Assert.Contains("joignez-la", refused.Message, StringComparison.Ordinal);
            Assert.False((await world.DossierAsync(numero)).IsClosed);
            // The way that is left.
            Assert.True(await world.JoinAsync(numero, filed.Numero, agent));
        }
    }

    [Fact]
    public async Task Split_SentTwice_GivesOneRequest()
    {
        var agent = await world.AgentAsync();
        var filed = await world.FileAsync("Pressee");
        var version = (await world.DossierAsync(filed.Numero)).Version;
        var command = new SplitDossierCommand(filed.Numero, version, "Un second sujet", []);

        var numeros = await Task.WhenAll(TryAsync(), TryAsync());

        Assert.Single(numeros, numero => numero is not null);

        async Task<string?> TryAsync()
        {
            try
            {
                return await world.Get<SplitDossier>().RunAsync(command, agent, Token);
            }
            catch (StaleDossierException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task Split_Refused_KeepsWhatWasTyped_AndNamesTheField()
    {
        var filed = await world.FileAsync("Maladroite");
        await world.SendPieceAsync(filed.Id, "photo.pdf");
        var piece = (await world.PiecesAsync(filed.Id)).Single().Id.ToString();
        using var browser = await world.Papers.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}/fusions"));

        var refused = await browser.SubmitAsync(page, "partager", new() { ["geste"] = "partager", ["Saisie.Objet"] = " ", ["Saisie.Pieces"] = piece });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.NotNull(refused.Form("partager").QuerySelector($"input[value='{piece}'][checked]"));
        var done = await browser.SubmitAsync(refused, "partager", new() { ["geste"] = "partager", ["Saisie.Objet"] = "Le second sujet" });
        Assert.Equal("dossier", done.Name);
        Assert.Contains("Le second sujet", done.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_OfPiecesOrDossiersOfOthers_IsRefused()
    {
        var agent = await world.AgentAsync();
        var filed = await world.FileAsync("Sage");
        var other = await world.FileAsync("Volee");
        await world.SendPieceAsync(other.Id, "secret.pdf");
        var stolen = (await world.PiecesAsync(other.Id)).Single().Id;

        await Assert.ThrowsAsync<DossierRuleException>(async () =>
            await world.Get<SplitDossier>().RunAsync(new SplitDossierCommand(filed.Numero, (await world.DossierAsync(filed.Numero)).Version, "Sujet", [stolen]), agent, Token));
        var stranger = await world.AgentAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Null(await SplitAsync(filed.Numero, stranger));
        var numero = (await SplitAsync(other.Numero, agent))!;
        // A split of another dossier is not undone from here, nor by strangers.
        await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<SplitDossier>().UndoAsync(filed.Numero, numero, agent, Token));
        Assert.False(await world.Get<SplitDossier>().UndoAsync(other.Numero, numero, stranger, Token));
        Assert.False((await world.DossierAsync(numero)).IsClosed);
    }

    private async Task<string?> SplitAsync(string numero, AgentAccess agent) =>
        await world.Get<SplitDossier>().RunAsync(new SplitDossierCommand(numero, (await world.DossierAsync(numero)).Version, "Le second sujet", []), agent, Token);
}
