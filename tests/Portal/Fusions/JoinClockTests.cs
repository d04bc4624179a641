using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Web.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Fusions;

/// <summary>The legal clock of joined requests: each keeps its own days. The clock of the appliance moves here, away from the other tests.</summary>
public sealed class JoinClockTests(FusionWorld world) : IClassFixture<FusionWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_OfTheJoinedOne_DecidesOnItsOwnDay_AndTheAnswerComesToBoth()
    {
        var agent = await world.AgentAsync();
        var early = await world.FileAsync("Ancienne");
        world.Bureau.Appliance.Time.Shift(TimeSpan.FromDays(20));
        var late = await world.FileAsync("Recente");
        await world.QualifyAsync(late.Numero, agent);
        await world.JoinAsync(early.Numero, late.Numero, agent);
        var due = (await world.DossierAsync(early.Numero)).SilenceOn;
        Assert.True(due < (await world.DossierAsync(late.Numero)).SilenceOn);

        world.MoveTo(due.AddDays(1));
        Assert.True(await ActivatorUtilities.CreateInstance<RecordImpliedDecisions>(world.Bureau.Appliance.Services).RunAsync(Token) >= 1);

        var joined = await world.DossierAsync(early.Numero);
        Assert.Equal((SilenceEffect.Rejet, due), (joined.Implicite!.Value, joined.ImpliciteLe!.Value));
        Assert.Null((await world.DossierAsync(late.Numero)).ImpliciteLe);
        // A rejection may still be replaced: the common answer does.
        await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(late.Numero, (await world.DossierAsync(late.Numero)).Version, Outcome.Favorable, "Finalement oui."), agent, Token);
        joined = await world.DossierAsync(early.Numero);
        Assert.Equal((Outcome.Favorable, due), (joined.Outcome!.Value, joined.ImpliciteLe!.Value));
        Assert.Contains("decision", await world.MailsAsync(early.Id));
    }

    [Fact]
    public async Task Silence_ThatTheJobHasNotRecorded_IsRecordedBeforeTheAnswer_WithItsDay()
    {
        var agent = await world.AgentAsync();
        var early = await world.FileAsync("Endormie");
        world.Bureau.Appliance.Time.Shift(TimeSpan.FromDays(20));
        var late = await world.FileAsync("Eveillee");
        await world.QualifyAsync(late.Numero, agent);
        await world.JoinAsync(early.Numero, late.Numero, agent);
        var due = (await world.DossierAsync(early.Numero)).SilenceOn;
        world.MoveTo(due.AddDays(3));

        await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(late.Numero, (await world.DossierAsync(late.Numero)).Version, Outcome.Reponse, "Voici."), agent, Token);

        var joined = await world.DossierAsync(early.Numero);
        Assert.Equal((due, Outcome.Reponse, DateOnly.MaxValue), (joined.ImpliciteLe!.Value, joined.Outcome!.Value, joined.SilenceOn));
    }

    [Fact]
    public async Task Silence_ThatAccepted_IsNotTakenBackByACommonRefusal()
    {
        var agent = await world.AgentAsync();
        var accepted = await FileAsync("debit-boissons");
        world.Bureau.Appliance.Time.Shift(TimeSpan.FromDays(20));
        var main = await world.FileAsync("Refusee");
        await world.QualifyAsync(main.Numero, agent);
        await world.JoinAsync(accepted.Numero, main.Numero, agent);
        world.MoveTo((await world.DossierAsync(accepted.Numero)).SilenceOn.AddDays(1));
        if ((await world.DossierAsync(main.Numero)).SilenceOn < FrenchDates.DayOf(world.Bureau.Appliance.Time.GetUtcNow().UtcDateTime))
        {
            Assert.Fail("The main request must still be open to its own decision.");
        }

        var refused = await Assert.ThrowsAsync<DossierRuleException>(async () =>
            await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, (await world.DossierAsync(main.Numero)).Version, Outcome.Defavorable, "Non, vu l’arrêté."), agent, Token));

        Assert.Contains("séparez-la d’abord", refused.Message, StringComparison.Ordinal);
        await world.Get<JoinDossier>().UndoAsync(accepted.Numero, agent, Token);
        Assert.Equal(SilenceEffect.Acceptation, (await world.DossierAsync(accepted.Numero)).Implicite);
        Assert.True(await world.Get<DecideDossier>().RunAsync(new DecideDossierCommand(main.Numero, (await world.DossierAsync(main.Numero)).Version, Outcome.Defavorable, "Non, vu l’arrêté."), agent, Token));
        Assert.Null((await world.DossierAsync(accepted.Numero)).DecidedAt);
    }

    [Fact]
    public async Task ALegalDateThatIsPast_IsShownAmongTheLate_ThoughItIsJoined()
    {
        var agent = await world.AgentAsync();
        var main = await world.FileAsync("Ponctuelle");
        var other = await world.FileAsync("Tardive");
        await world.JoinAsync(other.Numero, main.Numero, agent);
        world.MoveTo((await world.DossierAsync(other.Numero)).NextDate.AddDays(1));
        using var browser = await world.Papers.AgentAsync();

        Assert.Contains(other.Numero, await world.ListedAsync(browser, "?vue=en-retard&q=tardive"));
        Assert.DoesNotContain(other.Numero, await world.ListedAsync(browser, "?vue=a-traiter&q=tardive"));
    }

    [Fact]
    public async Task WhatSilenceHasDecided_IsNotJoinedAnyMore()
    {
        var agent = await world.AgentAsync();
        var silent = await world.FileAsync("Muette");
        world.MoveTo((await world.DossierAsync(silent.Numero)).SilenceOn.AddDays(1));
        var fresh = await world.FileAsync("Fraiche");

        // Before the job of the night, and after it.
        Assert.Contains("le silence", (await Assert.ThrowsAnyAsync<DossierRuleException>(() => world.JoinAsync(fresh.Numero, silent.Numero, agent))).Message, StringComparison.OrdinalIgnoreCase);
        await ActivatorUtilities.CreateInstance<RecordImpliedDecisions>(world.Bureau.Appliance.Services).RunAsync(Token);
        Assert.Contains("silence", (await Assert.ThrowsAnyAsync<DossierRuleException>(() => world.JoinAsync(silent.Numero, fresh.Numero, agent))).Message, StringComparison.Ordinal);
    }

    private async Task<FiledDossier> FileAsync(string code)
    {
        var demarche = world.Get<DemarcheCatalogue>().Find(code)!;
        var form = new FormContext(FrenchDates.DayOf(world.Bureau.Appliance.Time.GetUtcNow().UtcDateTime), "Saint-Lô", Liaison.De);
        var flow = FormPaths.Explore(demarche, form).First(path => path.Flow.IsComplete).Flow;
        return await world.Get<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = world.Bureau.CommuneId(BureauFixture.SaintLo), Demarche = demarche, Answers = flow.Answers, Channel = Channel.Web }, Token);
    }
}
