using System.Globalization;
using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>What silence decides, and the attestation of it.</summary>
public sealed partial class HorlogeTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    private const string SaintLo = BureauFixture.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BureauFixture Bureau => world.Bureau;

    [Fact]
    public async Task Silence_IsRecordedAtMidnightInParis_NotOnTheLastDay()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        Assert.Equal(LegalCalendar.AddMonths(FrenchDates.DayOf(filed.ReceivedAt), 2), due);

        await RunOnAsync(due, new TimeOnly(23, 59));
        Assert.Null((await Bureau.DossierAsync(SaintLo, filed.Numero)).ImpliciteLe);

        await RunOnAsync(due.AddDays(1), new TimeOnly(0, 0, 1));
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal((SilenceEffect.Rejet, due), (dossier.Implicite!.Value, dossier.ImpliciteLe!.Value));
        Assert.Equal(DateOnly.MaxValue, dossier.SilenceOn);
        Assert.False(dossier.IsClosed);
    }

    [Fact]
    public async Task Silence_OfAnApplianceThatWasStopped_KeepsItsDay_AndIsRecordedOnce()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;

        Assert.True(await RunOnAsync(due.AddDays(40), new TimeOnly(9, 0)) >= 1);
        Assert.Equal(0, await RunOnAsync(due.AddDays(41), new TimeOnly(0, 0, 1)));

        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal(due, dossier.ImpliciteLe);
        await using var db = Bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        var line = await db.DossierEvents.SingleAsync(row => row.DossierId == dossier.Id && row.Kind == EventKinds.DecisionImplicite, Token);
        Assert.Contains(due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), line.Data, StringComparison.Ordinal);
        Assert.Equal(ActorKind.Appliance, line.ActorKind);
        Assert.True((await Bureau.Appliance.Services.GetRequiredService<VerifyLog>().RunAsync(Bureau.Appliance.Commune(SaintLo), Token)).Holds);
    }

    [Fact]
    public async Task Silence_StoppedThenRunTwiceAtOnce_LosesNothingAndDoublesNothing()
    {
        var filed = new List<FiledDossier>();
        for (var i = 0; i < 3; i++)
        {
            filed.Add(await Bureau.FileAsync(i == 1 ? BureauFixture.Canisy : SaintLo));
        }

        var due = (await Bureau.DossierAsync(SaintLo, filed[0].Numero)).SilenceOn;
        using (var stopping = new CancellationTokenSource())
        {
            await stopping.CancelAsync();
            MoveTo(due.AddDays(2), new TimeOnly(0, 0, 1));
            Assert.Equal(0, await Job().RunAsync(stopping.Token));
        }

        await Task.WhenAll(Job().RunAsync(Token), Job().RunAsync(Token));

        foreach (var one in filed)
        {
            var insee = one.Numero[..5];
            await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(insee)));
            Assert.Equal(1, await db.DossierEvents.CountAsync(row => row.DossierId == one.Id && row.Kind == EventKinds.DecisionImplicite, Token));
        }
    }

    [Fact]
    public async Task Dossier_FromBeforeTheClockWasKept_GetsItsDates()
    {
        var old = await Bureau.FileAsync(SaintLo);
        var ended = await Bureau.FileAsync(SaintLo);
        await TransferTests.TransferAsync(world, ended.Numero);
        var due = (await Bureau.DossierAsync(SaintLo, old.Numero)).SilenceOn;
        var commune = Bureau.CommuneId(SaintLo);
        await Bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(commune), (db, token) =>
            db.Dossiers.Where(row => row.Id == old.Id || row.Id == ended.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SilenceOn, DateOnly.MinValue), token), Token);

        await Job().RunAsync(Token);

        var dossier = await Bureau.DossierAsync(SaintLo, old.Numero);
        Assert.Equal((due, (DateOnly?)null), (dossier.SilenceOn, dossier.ImpliciteLe));
        Assert.Equal(DateOnly.MaxValue, (await Bureau.DossierAsync(SaintLo, ended.Numero)).SilenceOn);
    }

    [Fact]
    public async Task Rejection_IsToldToTheUsagerAndToAgents_AndMayStillBeReplaced()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        using (var early = await world.AgentAsync())
        {
            await world.QualifyAsync(early, filed.Numero);
        }

        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        await RunOnAsync(due.AddDays(1), new TimeOnly(0, 0, 1));
        using var usager = Bureau.Appliance.Browse();
        var follow = await world.FollowAsync(usager, filed.Numero);
        Assert.Contains("considérée comme refusée", follow.TextOf("etat"), StringComparison.Ordinal);
        Assert.Contains("Le délai est de deux mois", follow.TextOf("silence"), StringComparison.Ordinal);
        Assert.Contains("faute de réponse", follow.TextOf("historique"), StringComparison.Ordinal);
        Assert.DoesNotContain(follow.Html.QuerySelectorAll("form"), form => form.GetAttribute("data-form") == "attestation");

        using var agent = await world.AgentAsync();
        var page = await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("Décision implicite de rejet", page.TextOf("implicite"), StringComparison.Ordinal);
        Assert.Contains("rejet implicite", page.TextOf("horloge"), StringComparison.Ordinal);
        Assert.Contains("née le", page.TextOf("fil"), StringComparison.Ordinal);
        page = await agent.SubmitAsync(page, "prendre");
        page = await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Finalement oui." });
        Assert.Contains("puis une décision a été prise", page.TextOf("horloge"), StringComparison.Ordinal);
        follow = await usager.GetAsync(world.Site("/suivi/dossier"));
        Assert.DoesNotContain("considérée comme refusée", follow.TextOf("etat"), StringComparison.Ordinal);
        Assert.Null(follow.Find("silence"));
    }

    [Fact]
    public async Task Rejection_WithoutAcknowledgement_SaysThatLimitsDoNotBind()
    {
        var filed = await Bureau.FileAtCounterAsync(SaintLo);
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        await RunOnAsync(due.AddDays(1), new TimeOnly(0, 0, 1));

        using var usager = Bureau.Appliance.Browse();
        Assert.Contains("ne peut pas vous être opposé", (await world.FollowAsync(usager, filed.Numero)).TextOf("silence"), StringComparison.Ordinal);
        using var agent = await world.AgentAsync();
        Assert.Contains("non opposables", (await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero))).TextOf("horloge"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acceptance_AttestationIsAskedForThenEstablishedByAnAgent_OnThePageOfTheUsager()
    {
        var filed = await FileAcceptedAsync();
        using var usager = Bureau.Appliance.Browse();
        var follow = await world.FollowAsync(usager, filed.Numero);
        Assert.Contains("Votre demande est acceptée", follow.TextOf("etat"), StringComparison.Ordinal);
        var asked = await usager.SubmitAsync(follow, "attestation");
        Assert.NotNull(asked.Find("attestation-demandee"));
        await Bureau.Appliance.Services.GetRequiredService<RequestAttestation>().RunAsync(Bureau.CommuneId(SaintLo), filed.Id, null, Token);
        var task = Assert.Single(await TasksAsync(filed.Id));
        Assert.Equal(TacheKind.EtablirAttestation, task.Kind);

        var address = Bureau.Url(PaperLinks.New(filed.Numero, AttestationSilence.TemplateId));
        using var stranger = await Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).Status);
        using var agent = await world.AgentAsync();
        var page = await agent.SubmitAsync(await agent.GetAsync(address), "etablir", new() { ["geste"] = "etablir", ["Signataire"] = "Dominique Exemple", ["Qualite"] = "adjointe au maire" });
        Assert.NotNull(page.Find("fait"));

        var paper = Assert.Single(await world.PapersAsync(filed.Id));
        Assert.NotNull(paper.GivenAt);
        Assert.NotNull(Assert.Single(await TasksAsync(filed.Id)).DoneAt);
        follow = await usager.GetAsync(world.Site("/suivi/dossier"));
        Assert.Contains("Attestation d’acceptation tacite", follow.TextOf("documents-etablis"), StringComparison.Ordinal);
        Assert.Contains("Votre attestation est plus bas", follow.TextOf("silence"), StringComparison.Ordinal);
        Assert.Contains("Attestation d’acceptation tacite", (await usager.GetAsync(world.Site(PaperLinks.VerifyOf(paper.Code)))).Text, StringComparison.Ordinal);
        Assert.Empty(PdfStructure.Faults(world.FileOf(paper)));
    }

    [Fact]
    public async Task Acceptance_PiecesAskedAndNeverProduced_IsNotBorn()
    {
        var filed = await FileAsync("debit-boissons");
        var commune = Bureau.CommuneId(SaintLo);
        await Bureau.Appliance.Services.GetRequiredService<DossierWork>().RunAsApplianceAsync(commune, filed.Id, context =>
        {
            context.Db.PieceRequests.Add(new PieceRequest
            {
                Id = Guid.CreateVersion7(),
                CommuneId = commune,
                DossierId = filed.Id,
                Pieces = "Un plan",
                RequestedAt = context.Now,
                Deadline = FrenchDates.DayOf(context.Now).AddDays(15),
            });
            return Task.CompletedTask;
        }, Token);

        await RunOnAsync(FrenchDates.DayOf(filed.ReceivedAt).AddMonths(6), new TimeOnly(0, 0, 1));

        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal((null, DateOnly.MaxValue), (dossier.ImpliciteLe, dossier.SilenceOn));
        await Assert.ThrowsAsync<DossierRuleException>(() =>
            Bureau.Appliance.Services.GetRequiredService<RequestAttestation>().RunAsync(commune, filed.Id, null, Token));
    }

    [Fact]
    public async Task Acceptance_RefusedSince_IsAttestedNoMore()
    {
        var filed = await FileAcceptedAsync();
        using var agent = await world.AgentAsync();
        await world.QualifyAsync(agent, filed.Numero);
        var page = await agent.SubmitAsync(await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        Assert.Contains("serait un retrait", page.TextOf("implicite"), StringComparison.Ordinal);
        await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Defavorable", ["Motif"] = "Parce que." });

        Assert.False((await Bureau.DossierAsync(SaintLo, filed.Numero)).MayBeAttested);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(Bureau.Url(PaperLinks.New(filed.Numero, AttestationSilence.TemplateId)))).Status);
    }

    private RecordImpliedDecisions Job() => ActivatorUtilities.CreateInstance<RecordImpliedDecisions>(Bureau.Appliance.Services);

    private Task<int> RunOnAsync(DateOnly day, TimeOnly hour)
    {
        MoveTo(day, hour);
        return Job().RunAsync(Token);
    }

    private void MoveTo(DateOnly day, TimeOnly hour) =>
        Bureau.Appliance.Time.MoveTo(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(hour, DateTimeKind.Unspecified), FrenchDates.Zone)));

    private async Task<FiledDossier> FileAcceptedAsync()
    {
        var filed = await FileAsync("debit-boissons");
        var due = (await Bureau.DossierAsync(SaintLo, filed.Numero)).SilenceOn;
        await RunOnAsync(due.AddDays(1), new TimeOnly(0, 0, 1));
        Assert.Equal(SilenceEffect.Acceptation, (await Bureau.DossierAsync(SaintLo, filed.Numero)).Implicite);
        return filed;
    }

    private async Task<FiledDossier> FileAsync(string code)
    {
        var services = Bureau.Appliance.Services;
        var demarche = services.GetRequiredService<DemarcheCatalogue>().Find(code)!;
        var form = new FormContext(FrenchDates.DayOf(Bureau.Appliance.Time.GetUtcNow().UtcDateTime), "Saint-Lô", Liaison.De);
        var flow = FormPaths.Explore(demarche, form).First(path => path.Flow.IsComplete).Flow;
        return await services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = Bureau.CommuneId(SaintLo), Demarche = demarche, Answers = flow.Answers, Channel = Channel.Web }, Token);
    }

    private async Task<List<Tache>> TasksAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));
        return await db.Taches.Where(row => row.DossierId == dossierId).ToListAsync(Token);
    }
}
