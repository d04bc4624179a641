using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;

namespace Beffroi.Portal.Tests.Fusions;

/// <summary>Requests that are treated together: one answer for all, and each stays its own.</summary>
public sealed class JoinTests(FusionWorld world) : IClassFixture<FusionWorld>
{
    private const string SaintLo = BureauFixture.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Joined_GetsTheSameAnswer_WithItsOwnMails_EachOnce()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Principale");
        var other = await world.FileAsync("Seconde");
        await world.QualifyAsync(main.Numero, agent);
        Assert.True(await world.JoinAsync(other.Numero, main.Numero[6..], agent));
        // Confided to the service with the other: its acknowledgement has left.
        Assert.Equal(["accuse-enregistrement", "accuse-reception"], await world.MailsAsync(other.Id));

        await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, await VersionAsync(main.Numero), Outcome.Favorable, "La lampe sera changée."), agent, Token);
        await world.Get<DeliverDossier>().RunAsync(new DeliverDossierCommand(main.Numero, await VersionAsync(main.Numero), DeliveryMode.Guichet, "C’est fait ce matin.", null), agent, Token);

        foreach (var filed in new[] { main, other })
        {
            var dossier = await world.DossierAsync(filed.Numero);
            Assert.Equal((Phase.Cloture, Outcome.Favorable, "La lampe sera changée."), (dossier.Phase, dossier.Outcome!.Value, dossier.Motif));
            Assert.Equal(["accuse-enregistrement", "accuse-reception", "decision", "delivrance"], await world.MailsAsync(filed.Id));
            Assert.Equal(filed.Code, dossier.Code);
        }

        var mails = await world.Bureau.CourrielsAsync(SaintLo, other.Id);
        Assert.All(mails, mail => Assert.DoesNotContain("Principale", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain(main.Numero, mail.Text, StringComparison.Ordinal));
        Assert.All(mails.Where(mail => mail.Kind is "decision" or "delivrance"), mail => Assert.Contains(other.Numero, mail.Text, StringComparison.Ordinal));
        await world.AssertLogHoldsAsync();
    }

    [Fact]
    public async Task Joined_ThenSeparated_IsAsItWas_AndBothLogsSaySo()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Premiere");
        var other = await world.FileAsync("Deuxieme");
        var before = await world.DossierAsync(other.Numero);

        await world.JoinAsync(other.Numero, main.Numero, agent);
        Assert.Equal(main.Id, (await world.DossierAsync(other.Numero)).JointeA);
        Assert.True(await world.Get<JoinDossier>().UndoAsync(other.Numero, agent, Token));

        var after = await world.DossierAsync(other.Numero);
        Assert.Null(after.JointeA);
        Assert.Equal(
            (before.Phase, before.ServiceId, before.AgentId, before.Code, before.Answers, before.NextDate, before.SilenceOn, before.PersonneId),
            (after.Phase, after.ServiceId, after.AgentId, after.Code, after.Answers, after.NextDate, after.SilenceOn, after.PersonneId));
        Assert.Equal([EventKinds.Jointe, EventKinds.Separee], (await world.LogAsync(after)).Select(line => line.Kind).Where(kind => kind is EventKinds.Jointe or EventKinds.Separee));
        Assert.Equal([EventKinds.Regroupee, EventKinds.RegroupementDefait], (await world.LogAsync(await world.DossierAsync(main.Numero))).Select(line => line.Kind).TakeLast(2));
        await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<JoinDossier>().UndoAsync(other.Numero, agent, Token));
        // It can be joined again, and to what it had with it.
        Assert.True(await world.JoinAsync(main.Numero, other.Numero, agent));
        await world.AssertLogHoldsAsync();
    }

    [Fact]
    public async Task Joined_OnceAnswered_StaysTogether_AndSaysWhatToDo()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Tierce");
        var other = await world.FileAsync("Quarte");
        await world.JoinAsync(other.Numero, main.Numero, agent);
        await world.QualifyAsync(main.Numero, agent);
        Assert.Equal(Phase.Traitement, (await world.DossierAsync(other.Numero)).Phase);
        await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, await VersionAsync(main.Numero), Outcome.Defavorable, "La rue est privée."), agent, Token);

        var refused = await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<JoinDossier>().UndoAsync(other.Numero, agent, Token));

        Assert.Contains("enregistrez une nouvelle demande", refused.Message, StringComparison.Ordinal);
        Assert.Equal(main.Id, (await world.DossierAsync(other.Numero)).JointeA);
        var third = await world.FileAsync("Quinte");
        Assert.Contains("a déjà sa réponse", (await Assert.ThrowsAsync<DossierRuleException>(() => world.JoinAsync(third.Numero, main.Numero, agent))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joined_IsNotAnsweredOnItsOwn_NorSentOnBeforeItIsSeparated()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Gare");
        var other = await world.FileAsync("Quai");
        await world.JoinAsync(other.Numero, main.Numero, agent);
        await Assert.ThrowsAsync<DossierRuleException>(() => world.QualifyAsync(other.Numero, agent));
        await world.QualifyAsync(main.Numero, agent);

        var decided = await Assert.ThrowsAsync<DossierRuleException>(async () =>
            await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(other.Numero, await VersionAsync(other.Numero), Outcome.Favorable, "Oui."), agent, Token));
        Assert.Contains("jointe à une autre", decided.Message, StringComparison.Ordinal);
        using var browser = await world.Papers.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers/" + main.Numero));
        var refused = await browser.SubmitAsync(page, "transmettre", new()
        {
            ["Transfert.Genre"] = "Epci",
            ["Transfert.Destinataire"] = "Saint-Lô Agglo",
            ["Transfert.Coordonnees"] = "101 rue Exemple",
            ["Transfert.Voie"] = "Courrier",
            ["Transfert.Preuve"] = "RAR 1",
        });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("séparez-les d’abord", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.False((await world.DossierAsync(main.Numero)).IsClosed);
    }

    [Fact]
    public async Task Cycles_Chains_AndOneself_AreRefused()
    {
        var agent = await world.AgentAsync();
        var one = await world.FileAsync("Un");
        var two = await world.FileAsync("Deux");
        var three = await world.FileAsync("Trois");
        await world.JoinAsync(one.Numero, two.Numero, agent);

        foreach (var (from, to) in new[] { (two, one), (two, three), (three, one), (one, three), (three, three) })
        {
            await Assert.ThrowsAnyAsync<DossierRuleException>(() => world.JoinAsync(from.Numero, to.Numero, agent));
        }

        Assert.Equal(((Guid?)null, (Guid?)null), ((await world.DossierAsync(two.Numero)).JointeA, (await world.DossierAsync(three.Numero)).JointeA));
    }

    [Fact]
    public async Task TwoAgentsAtOnce_JoinBoth_ButNeverEachToTheOther()
    {
        var (first, second) = (await world.AgentAsync(), await world.AgentAsync());
        var main = await world.FileAsync("Centre");
        var (left, right) = (await world.FileAsync("Gauche"), await world.FileAsync("Droite"));
        var both = await Task.WhenAll(world.JoinAsync(left.Numero, main.Numero, first), world.JoinAsync(right.Numero, main.Numero, second));
        Assert.DoesNotContain(false, both);
        Assert.Equal((main.Id, main.Id), ((await world.DossierAsync(left.Numero)).JointeA, (await world.DossierAsync(right.Numero)).JointeA));

        var (a, b) = (await world.FileAsync("Alpha"), await world.FileAsync("Beta"));
        var outcomes = await Task.WhenAll(TryAsync(a.Numero, b.Numero, first), TryAsync(b.Numero, a.Numero, second));

        Assert.Single(outcomes, done => done);
        Assert.Single(new[] { (await world.DossierAsync(a.Numero)).JointeA, (await world.DossierAsync(b.Numero)).JointeA }, id => id is not null);

        async Task<bool> TryAsync(string numero, string avec, AgentAccess agent)
        {
            try
            {
                return await world.JoinAsync(numero, avec, agent);
            }
            catch (DossierRuleException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task StaleForm_IsRefused_AndKeepsTheNumber()
    {
        var main = await world.FileAsync("Stable");
        var other = await world.FileAsync("Mouvante");
        using var browser = await world.Papers.AgentAsync();
        var page = await browser.GetAsync(world.Bureau.Url($"/dossiers/{other.Numero}/fusions?avec={main.Numero[6..]}"));
        await world.WriteAsUsagerAsync(other.Id, "Encore un mot.");

        var refused = await browser.SubmitAsync(page, "joindre", new() { ["geste"] = "joindre" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(main.Numero[6..], refused.Form("joindre").QuerySelector("input[name='Saisie.Avec']")!.GetAttribute("value"));
        Assert.Null((await world.DossierAsync(other.Numero)).JointeA);
        var done = await browser.SubmitAsync(refused, "joindre", new() { ["geste"] = "joindre" });
        Assert.Equal(main.Id, (await world.DossierAsync(other.Numero)).JointeA);
        Assert.Contains(main.Numero[6..], done.TextOf("jointe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCommune_IsAWall()
    {
        var own = await world.FileAsync("Ici");
        var foreign = await world.FileAsync("Ailleurs", BureauFixture.Canisy);
        var both = await world.AgentAsync(Role.CommuneAdmin, SaintLo, BureauFixture.Canisy);

        // Not even for who works in both.
        var refused = await Assert.ThrowsAnyAsync<DossierRuleException>(() => world.JoinAsync(own.Numero, foreign.Numero, both));
        Assert.Contains("n’a pas de demande de ce numéro", refused.Message, StringComparison.Ordinal);

        using var stranger = await world.Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(world.Bureau.Url($"/dossiers/{own.Numero}/fusions"))).Status);
        using var elu = await world.Bureau.SignInAsync(Role.Elu, SaintLo);
        Assert.Equal(HttpStatusCode.NotFound, (await elu.GetAsync(world.Bureau.Url($"/dossiers/{own.Numero}/fusions"))).Status);
        Assert.False(await world.Get<JoinDossier>().UndoAsync(own.Numero, await world.AgentAsync(Role.CommuneAdmin, BureauFixture.Canisy), Token));
        await Assert.ThrowsAsync<DossierRuleException>(async () => await world.JoinAsync(own.Numero, (await world.FileAsync("Voisine")).Numero, await world.AgentAsync(Role.Elu)));
    }

    [Fact]
    public async Task ATextThatNamesTheOtherPerson_IsRefused()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Lequertier");
        var other = await world.FileAsync("Vautier");
        await world.JoinAsync(other.Numero, main.Numero, agent);
        await world.QualifyAsync(main.Numero, agent);

        foreach (var text in (string[])["Madame LEQUERTIER, la lampe est changée.", "Écrivez à lequertier@exemple.fr.", "Votre code : " + FollowUpCode.Display(main.Code)])
        {
            var refused = await Assert.ThrowsAsync<DossierRuleException>(async () =>
                await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, await VersionAsync(main.Numero), Outcome.Favorable, text), agent, Token));
            Assert.Contains("désigne", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null((await world.DossierAsync(other.Numero)).DecidedAt);
        await world.Get<JoinDossier>().UndoAsync(other.Numero, agent, Token);
        Assert.True(await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, await VersionAsync(main.Numero), Outcome.Favorable, "Madame Lequertier, la lampe est changée."), agent, Token));
    }

    [Fact]
    public async Task FollowUp_SaysItInPlainWords_AndNothingOfTheOtherPerson()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Secretiere");
        var other = await world.FileAsync("Curieuse");
        await world.JoinAsync(other.Numero, main.Numero, agent);
        using var usager = world.Bureau.Appliance.Browse();

        var page = await world.Papers.FollowAsync(usager, other.Numero);

        Assert.Contains("traitée avec une autre", page.TextOf("jointe"), StringComparison.Ordinal);
        Assert.Contains("traitée avec une autre", page.TextOf("historique"), StringComparison.Ordinal);
        foreach (var secret in (string[])["Secretiere", "secretiere", main.Numero[6..], FollowUpCode.Display(main.Code)])
        {
            Assert.DoesNotContain(secret, page.Text, StringComparison.Ordinal);
        }

        using var first = world.Bureau.Appliance.Browse();
        var own = await world.Papers.FollowAsync(first, main.Numero);
        Assert.Null(own.Find("jointe"));
        Assert.DoesNotContain("Curieuse", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_CountsTheJoined_ShowsThemNoMore_ButFindsThem_AndHearsTheirUsagers()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Visible");
        var other = await world.FileAsync("Effacee");
        using var browser = await world.Bureau.SignInAsync(agent.Courriel);
        await world.JoinAsync(other.Numero, main.Numero, agent);

        foreach (var view in (string[])["", "?vue=a-qualifier"])
        {
            var listed = await world.ListedAsync(browser, view);
            Assert.Contains(main.Numero, listed);
            Assert.DoesNotContain(other.Numero, listed);
        }

        var list = await browser.GetAsync(world.Bureau.Url("/dossiers?q=visible"));
        Assert.Contains("1\u00a0jointe", list.Html.QuerySelector($"tr[data-numero='{main.Numero}']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([other.Numero], await world.ListedAsync(browser, "?q=effacee"));
        Assert.Contains("traitée avec une autre", (await browser.GetAsync(world.Bureau.Url("/dossiers?q=effacee"))).TextOf("demandes"), StringComparison.Ordinal);

        await world.WriteAsUsagerAsync(other.Id, "Avez-vous du nouveau ?");
        Assert.Contains(other.Numero, await world.ListedAsync(browser, ""));
        Assert.DoesNotContain(other.Numero, await world.ListedAsync(browser, "?vue=a-qualifier"));
    }

    private async Task<int> VersionAsync(string numero) => (await world.DossierAsync(numero)).Version;
}
