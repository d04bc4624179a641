using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>The target of each phase of a dossier, from its arrival to its end.</summary>
public sealed class ObjectifLifeTests(ObjectifWorld world) : IClassFixture<ObjectifWorld>
{
    private static CancellationToken Token => ObjectifWorld.Token;

    private static readonly OpeningCalendar s_usual = new([], LegalCalendar.Of(HolidayZone.Metropole));

    [Fact]
    public async Task Phases_EachHaveTheirOwn_FromTheirBeginningToTheirEnd()
    {
        var admin = await world.AgentAsync(Role.CommuneAdmin);
        await world.AimAsync(Phase.Qualification, 1);
        await world.AimAsync(new ObjectifForm { Phase = Phase.Traitement, Duree = "12", Unite = ObjectifUnit.Heures }, alone: false);
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        var first = Assert.Single(await world.FollowedAsync(filed.Id));
        var received = (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).ReceivedAt;
        Assert.Equal((Phase.Qualification, received, s_usual.AddDays(received, 1)), (first.Phase, first.BegunAt, first.DueAt));

        await world.Get<AssignDossier>().TakeAsync(filed.Numero, 1, admin, Token);
        Assert.Null(Assert.Single(await world.FollowedAsync(filed.Id)).EndedAt);
        await world.QualifyAsync(filed, admin);

        var both = await world.FollowedAsync(filed.Id);
        Assert.Equal(2, both.Count);
        Assert.Equal(both[1].BegunAt, both[0].EndedAt);
        Assert.Equal(s_usual.Add(both[1].BegunAt, TimeSpan.FromHours(12)), both[1].DueAt);
        using var browser = await world.SignInAsync(admin);
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("12\u00a0heures d’ouverture", page.TextOf("objectif"), StringComparison.Ordinal);
        Assert.Contains("Tenu", page.Html.QuerySelector("[data-testid=objectif] [data-phase=qualification]")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." });
        // No target for what follows.
        Assert.All(await world.FollowedAsync(filed.Id), row => Assert.NotNull(row.EndedAt));
        Assert.Equal(2, (await world.FollowedAsync(filed.Id)).Count);
    }

    [Fact]
    public async Task TheMostSpecificTarget_Holds_AndAnotherServiceHasItsOwn()
    {
        var admin = await world.AgentAsync(Role.CommuneAdmin);
        var (accueil, etatCivil) = (await world.Bureau.ServiceAsync(ObjectifWorld.SaintLo, "accueil"), await world.Bureau.ServiceAsync(ObjectifWorld.SaintLo, "etat-civil"));
        await world.AimAsync(Phase.Traitement, 9);
        var ofDemarche = await world.AimAsync(new ObjectifForm { Phase = Phase.Traitement, Demarche = "contact-mairie", Duree = "5" }, alone: false);
        await world.AimAsync(new ObjectifForm { Phase = Phase.Traitement, Service = accueil, Duree = "7" }, alone: false);
        var ofBoth = await world.AimAsync(new ObjectifForm { Phase = Phase.Traitement, Demarche = "contact-mairie", Service = etatCivil, Duree = "3" }, alone: false);
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        await world.QualifyAsync(filed, admin);
        var begun = Assert.Single(await world.FollowedAsync(filed.Id));
        Assert.Equal((ofDemarche, 5), (begun.ObjectifId, begun.Amount));

        using var browser = await world.SignInAsync(admin);
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers?vue=toutes"));
        await browser.PostAsync(world.Bureau.Url("/lots"), [new("__RequestVerificationToken", TokenOf(page)), new("geste", "service:etat-civil"), new("retour", ""), new("numero", filed.Numero)]);

        var given = Assert.Single(await world.FollowedAsync(filed.Id));
        Assert.Equal((ofBoth, begun.BegunAt, s_usual.AddDays(begun.BegunAt, 3)), (given.ObjectifId, given.BegunAt, given.DueAt));
    }

    [Fact]
    public async Task Pieces_StopIt_AndItRunsAgainWhenTheyCome()
    {
        var admin = await world.AgentAsync(Role.CommuneAdmin);
        await world.AimAsync(Phase.Qualification, 2);
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        var due = (await world.FollowedAsync(filed.Id))[0].DueAt;
        Assert.True(await world.Get<AskPieces>().RunAsync(new AskPiecesCommand(filed.Numero, 1, "Un plan", world.Today.AddDays(20)), admin, Token));
        var paused = Assert.Single(await world.FollowedAsync(filed.Id));
        Assert.Equal((PauseReason.AttenteUsager, (DateTime?)null), (paused.PauseReason, paused.PrevenirAt));

        // Neither an agent nor a mere word of the usager makes it run: the pieces are still awaited.
        using var browser = await world.SignInAsync(admin);
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        Assert.Null(page.Html.QuerySelector("form[data-form=reprendre]"));
        var version = (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).Version;
        await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<SuspendObjectif>().ResumeAsync(filed.Numero, version, admin, Token));
        await AnswerAsync(filed.Id, "Je cherche le plan.");
        Assert.NotNull((await world.FollowedAsync(filed.Id))[0].PausedAt);

        var before = world.Now;
        world.MoveTo(before.AddDays(2));
        version = (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).Version;
        Assert.True(await world.Get<ReceivePieces>().RunAsync(new ReceivePiecesCommand(filed.Numero, version, world.Today, "Le plan, vu au guichet.", []), admin, Token));

        var running = Assert.Single(await world.FollowedAsync(filed.Id));
        var lost = s_usual.OpenDays(before, world.Now);
        Assert.Equal(((DateTime?)null, lost, s_usual.AddDays(running.BegunAt, 2 + lost)), (running.PausedAt, running.PausedDays, running.DueAt));
        Assert.True(lost == 0 || running.DueAt > due);
    }

    [Fact]
    public async Task Pause_ByAnAgent_IsLogged_RefusedOnAStaleForm_AndEndsWhenTheUsagerAnswers()
    {
        var admin = await world.AgentAsync(Role.CommuneAdmin);
        await world.AimAsync(Phase.Qualification, 2);
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        using var browser = await world.SignInAsync(admin);
        var page = await browser.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero));
        await world.Get<WriteToUsager>().NoteAsync(filed.Numero, "Vu.", admin, Token);

        var stale = await browser.SubmitAsync(page, "suspendre", new() { ["Pause"] = "AttenteAvis" });
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Null((await world.FollowedAsync(filed.Id))[0].PausedAt);
        Assert.Equal("AttenteAvis", stale.Form("suspendre").QuerySelector("input[name=Pause][checked]")?.GetAttribute("value"));
        var nothing = await browser.SubmitAsync(await browser.GetAsync(page.Url), "suspendre", new() { ["Pause"] = "Vacances" });
        Assert.Equal(HttpStatusCode.Conflict, nothing.Status);
        Assert.Null((await world.FollowedAsync(filed.Id))[0].PausedAt);

        var done = await browser.SubmitAsync(await browser.GetAsync(page.Url), "suspendre", new() { ["Pause"] = "AttenteUsager" });
        Assert.Contains("attente de l’usager", done.TextOf("objectif"), StringComparison.Ordinal);
        Assert.NotNull((await world.FollowedAsync(filed.Id))[0].PausedAt);
        await AnswerAsync(filed.Id, "Voici ma réponse.");
        Assert.Null((await world.FollowedAsync(filed.Id))[0].PausedAt);

        done = await browser.SubmitAsync(await browser.GetAsync(page.Url), "suspendre", new() { ["Pause"] = "Travaux" });
        await AnswerAsync(filed.Id, "Et encore.");
        Assert.Equal(PauseReason.Travaux, (await world.FollowedAsync(filed.Id))[0].PauseReason);
        await browser.SubmitAsync(await browser.GetAsync(done.Url), "reprendre");
        Assert.Null((await world.FollowedAsync(filed.Id))[0].PausedAt);

        await using var db = world.Open();
        var kinds = await db.DossierEvents.Where(row => row.DossierId == filed.Id).Select(row => row.Kind).ToListAsync(Token);
        Assert.Equal((2, 1), (kinds.Count(kind => kind == EventKinds.ObjectifSuspendu), kinds.Count(kind => kind == EventKinds.ObjectifRepris)));
        Assert.True((await world.Get<VerifyLog>().RunAsync(world.Bureau.Appliance.Commune(ObjectifWorld.SaintLo), Token)).Holds);
    }

    [Fact]
    public async Task Inbox_SaysWhatIsMissed_AndNothingOfWhatIsHeld()
    {
        var admin = await world.AgentAsync(Role.CommuneAdmin);
        await world.AimAsync(Phase.Qualification, 1);
        var missed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        world.MoveTo((await world.FollowedAsync(missed.Id))[0].DueAt.AddMinutes(1));
        var held = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        using var browser = await world.SignInAsync(admin);

        var page = await browser.GetAsync(world.Bureau.Url("/dossiers?vue=toutes"));

        Assert.Contains("objectif dépassé", page.Html.QuerySelector($"tr[data-numero='{missed.Numero}']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("objectif", page.Html.QuerySelector($"tr[data-numero='{held.Numero}']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_SetsChangesAndRemoves_AndKeepsWhatWasTyped()
    {
        await world.AimAsync(Phase.Delivrance, 4);
        using var browser = await world.SignInAsync(await world.AgentAsync(Role.CommuneAdmin));
        var form = await browser.GetAsync(world.Bureau.Url("/administration/objectif?commune=50502"));

        var refused = await browser.SubmitAsync(form, "objectif", new() { ["Saisie.Phase"] = "Qualification", ["Saisie.Duree"] = "2", ["Saisie.Avant"] = "2" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("2", refused.Html.QuerySelector("input[name='Saisie.Avant']")!.GetAttribute("value"));
        var twice = await browser.SubmitAsync(form, "objectif", new() { ["Saisie.Phase"] = "Delivrance", ["Saisie.Duree"] = "2" });
        Assert.Contains("existe déjà", twice.TextOf("erreurs"), StringComparison.Ordinal);
        var done = await browser.SubmitAsync(refused, "objectif", new() { ["Saisie.Phase"] = "Qualification", ["Saisie.Duree"] = "2", ["Saisie.Avant"] = "1" });
        Assert.Contains("2\u00a0jours ouverts", done.TextOf("objectifs"), StringComparison.Ordinal);
        Assert.Equal(2, done.Html.QuerySelectorAll("[data-testid=objectifs] tbody tr").Length);

        var link = new Uri(new Uri(done.Url), done.Html.QuerySelector("[data-testid=objectifs] a")!.GetAttribute("href")!).ToString();
        var edit = await browser.GetAsync(link);
        await browser.SubmitAsync(edit, "objectif", new() { ["Saisie.Duree"] = "3" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(edit, "objectif", new() { ["Saisie.Duree"] = "8" })).Status);
        Assert.Equal("3", (await browser.GetAsync(link)).Html.QuerySelector("input[name='Saisie.Duree']")!.GetAttribute("value"));
        done = await browser.SubmitAsync(await browser.GetAsync(link), "retirer");
        Assert.Single(done.Html.QuerySelectorAll("[data-testid=objectifs] tbody tr"));

        // What the catalogue proposes is taken once, beside what the commune has.
        done = await browser.SubmitAsync(done, "catalogue");
        var count = done.Html.QuerySelectorAll("[data-testid=objectifs] tbody tr").Length;
        Assert.True(count > 3);
        Assert.Equal(count, (await browser.SubmitAsync(done, "catalogue")).Html.QuerySelectorAll("[data-testid=objectifs] tbody tr").Length);
    }

    [Fact]
    public async Task Page_OfAnotherCommune_IsNotFound_AndNeitherAgentNorEluSetsTargets()
    {
        var id = await world.AimAsync(Phase.Delivrance, 4);
        using var neighbour = await world.SignInAsync(await world.AgentAsync(Role.CommuneAdmin, ObjectifWorld.Canisy));
        foreach (var path in (string[])["/administration/objectifs?commune=50502", "/administration/objectif?commune=50502", $"/administration/objectif?commune=50095&id={id}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(world.Bureau.Url(path))).Status);
        }

        var own = await neighbour.GetAsync(world.Bureau.Url("/administration/objectif?commune=50095"));
        foreach (var path in (string[])[$"/administration/objectif?commune=50095&id={id}", $"/administration/objectif/retirer?commune=50095&id={id}", $"/administration/objectif/retirer?commune=50502&id={id}", "/administration/objectifs?commune=50502"])
        {
            var answer = await neighbour.PostAsync(world.Bureau.Url(path), [new("__RequestVerificationToken", TokenOf(own)), new("Saisie.Phase", "Traitement"), new("Saisie.Duree", "1")]);
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        await using var db = world.Open();
        Assert.Equal((id, 4), await db.Objectifs.Select(row => new ValueTuple<Guid, int>(row.Id, row.Amount)).SingleAsync(Token));
        foreach (var role in (Role[])[Role.AgentService, Role.Accueil, Role.Elu])
        {
            using var browser = await world.SignInAsync(await world.AgentAsync(role));
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(world.Bureau.Url("/administration/objectifs?commune=50502"))).Status);
        }
    }

    private Task<bool> AnswerAsync(Guid dossierId, string text) => world.Get<AnswerAsUsager>().RunAsync(
        new AnswerAsUsagerCommand(world.Bureau.CommuneId(ObjectifWorld.SaintLo), dossierId, null, text, []), Token);

    private static string TokenOf(TestPage page) => page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
