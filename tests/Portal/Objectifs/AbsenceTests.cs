using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>Who is away, who stands in, and what goes to whom meanwhile.</summary>
public sealed class AbsenceTests(ObjectifWorld world) : IClassFixture<ObjectifWorld>
{
    private static CancellationToken Token => ObjectifWorld.Token;

    [Fact]
    public async Task WhatIsGivenToWhoIsAway_GoesToTheDelegate_UntilTheLastDay()
    {
        var (absent, standIn, giver) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.CommuneAdmin));
        using var own = await world.SignInAsync(absent);
        var last = world.Today.AddDays(3);
        var done = await own.SubmitAsync(await own.GetAsync(world.Bureau.Url("/absences")), "absence", With(ObjectifWorld.Days(world.Today, last), ("Delegues[50502]", standIn.Sub.ToString())));
        Assert.Contains(absent.Nom, done.TextOf("absences"), StringComparison.Ordinal);

        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        using var browser = await world.SignInAsync(giver);
        var page = await browser.GetAsync(world.Bureau.Url($"/dossiers/{filed.Numero}?ecrire=attribuer"));
        Assert.Contains("en absence jusqu’au " + FrenchDates.ShortDate(last, world.Today), page.Html.QuerySelector($"option[value='{absent.Sub}']")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync(page, "attribuer", new() { ["Collegue"] = absent.Sub.ToString() });
        Assert.Equal(standIn.Sub, (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).AgentId);

        // The delegate finds what is already the absent agent's.
        var mine = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        await world.Get<AssignDossier>().TakeAsync(mine.Numero, 1, absent, Token);
        using var delegated = await world.SignInAsync(standIn);
        var list = await delegated.GetAsync(world.Bureau.Url("/dossiers"));
        var link = list.Find("remplacements")!.QuerySelector("a")!.GetAttribute("href")!;
        Assert.Contains(mine.Numero, (await delegated.GetAsync(world.Bureau.Url(link))).Text, StringComparison.Ordinal);

        world.MoveTo(TimeZoneInfo.ConvertTimeToUtc(last.AddDays(1).ToDateTime(new TimeOnly(0, 1)), FrenchDates.Zone));
        var later = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        Assert.True(await world.Get<AssignDossier>().GiveAsync(later.Numero, 1, absent.Sub, giver, Token));
        Assert.Equal(absent.Sub, (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, later.Numero)).AgentId);
    }

    [Fact]
    public async Task GivenFromTheList_GoesToTheDelegate_AndIsTakenBackToWhomItWas()
    {
        var (absent, standIn, admin) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.CommuneAdmin));
        await NoteAsync(absent, standIn);
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        using var browser = await world.SignInAsync(admin);
        var list = await browser.GetAsync(world.Bureau.Url("/dossiers?vue=toutes"));

        var done = await browser.PostAsync(world.Bureau.Url("/lots"), [new("__RequestVerificationToken", TokenOf(list)), new("geste", "agent:" + absent.Sub), new("retour", "?vue=toutes"), new("numero", filed.Numero)]);
        Assert.Equal(standIn.Sub, (await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).AgentId);
        await browser.SubmitAsync(done, "annuler");
        Assert.Null((await world.Bureau.DossierAsync(ObjectifWorld.SaintLo, filed.Numero)).AgentId);
    }

    [Fact]
    public async Task Reminders_GoToTheDelegate_AndWhereNobodyStandsInToTheNext()
    {
        var (absent, standIn, owner, admin) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.CommuneAdmin));
        await world.AimAsync(new ObjectifForm { Phase = Phase.Qualification, Duree = "1", Escalade = absent.Sub });
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        await world.Get<AssignDossier>().TakeAsync(filed.Numero, 1, owner, Token);
        var due = (await world.FollowedAsync(filed.Id))[0].DueAt;
        var alone = await NoteAsync(absent, null, 30);
        // The one who has a delegate: seen first.
        await world.Get<NoteAbsence>().RemoveAsync(alone, absent, Token);
        await NoteAsync(absent, standIn, 30);
        world.MoveTo(due.AddMinutes(1));
        await world.Job().RunAsync(Token);
        Assert.Single(await world.MailsAsync(standIn));
        Assert.Empty(await world.MailsAsync(absent));

        var second = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        var kept = await KeptAsync(absent);
        await world.Get<NoteAbsence>().RemoveAsync(kept, absent, Token);
        await NoteAsync(absent, null, 30);
        world.MoveTo((await world.FollowedAsync(second.Id))[0].DueAt.AddMinutes(1));
        await world.Job().RunAsync(Token);
        Assert.Empty(await world.MailsAsync(absent));
        Assert.Contains(await world.MailsAsync(admin), mail => mail.Contains(second.Numero, StringComparison.Ordinal));
    }

    [Fact]
    public void StandIn_FollowsTheDelegatesOwnDelegate_AndEndsWhereNobodyIsThere()
    {
        var (commune, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (a, b, c) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.Equal(a, AbsentAgents.None.StandInFor(commune, a));
        Assert.Equal(c, new AbsentAgents([Row(a, b), Row(b, c)]).StandInFor(commune, a));
        Assert.Null(new AbsentAgents([Row(a, b), Row(b, a)]).StandInFor(commune, a));
        Assert.Null(new AbsentAgents([Row(a, b), Row(b, null)]).StandInFor(commune, a));
        Assert.Equal(a, new AbsentAgents([Row(a, b)]).StandInFor(other, a));

        Absence Row(Guid agent, Guid? delegated) => new()
        {
            Id = Guid.CreateVersion7(),
            CommuneId = commune,
            AgentId = agent,
            AgentNom = "A",
            Du = default,
            Au = DateOnly.MaxValue,
            DelegueId = delegated,
            Auteur = "A",
            CreatedAt = default,
        };
    }

    [Fact]
    public async Task ADelegate_MustBeAbleToDoTheWork()
    {
        var etatCivil = await world.AgentAsync(Role.AgentService, service: "etat-civil");
        var same = await world.AgentAsync(Role.AgentService, service: "etat-civil");
        var elsewhere = await world.AgentAsync(Role.AgentService, service: "urbanisme");
        var everywhere = await world.AgentAsync(Role.AgentService);
        var (reception, elu, neighbour) = (await world.AgentAsync(Role.Accueil), await world.AgentAsync(Role.Elu), await world.AgentAsync(Role.AgentService, ObjectifWorld.Canisy));

        foreach (var wrong in (AgentAccess[])[elsewhere, reception, elu, neighbour, etatCivil])
        {
            var fault = Assert.Single((await TryAsync(etatCivil, wrong.Sub, 2))!);
            Assert.Equal("Delegues[50502]", fault.Field);
        }

        Assert.Empty((await TryAsync(etatCivil, same.Sub, 2))!);
        Assert.Equal("Du", Assert.Single((await TryAsync(etatCivil, everywhere.Sub, 4))!).Field);
        await world.Get<NoteAbsence>().RemoveAsync(await KeptAsync(etatCivil), etatCivil, Token);
        Assert.Empty((await TryAsync(etatCivil, everywhere.Sub, 4))!);
        Assert.Equal("Delegues[50502]", Assert.Single((await TryAsync(reception, etatCivil.Sub, 2))!).Field);
    }

    [Theory]
    [InlineData(-3, -1, "Au")]
    [InlineData(2, 1, "Au")]
    [InlineData(0, 400, "Au")]
    [InlineData(380, 381, "Au")]
    public async Task Days_ThatWillNotDo_AreRefused_AndKept(int first, int last, string field)
    {
        using var browser = await world.SignInAsync(await world.AgentAsync(Role.Accueil));
        var days = ObjectifWorld.Days(world.Today.AddDays(first), world.Today.AddDays(last));

        var refused = await browser.SubmitAsync(await browser.GetAsync(world.Bureau.Url("/absences")), "absence", days);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Html.QuerySelector($"fieldset.field-invalid input[name='{field}.Jour']"));
        Assert.Equal(days["Du.Jour"], refused.Html.QuerySelector("input[name='Du.Jour']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task OfAColleague_OnlyAnAdministratorOfTheCommuneNotesIt_AndSeesIt()
    {
        var (colleague, admin) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.CommuneAdmin));
        using var browser = await world.SignInAsync(admin);
        var page = await browser.GetAsync(world.Bureau.Url("/absences?pour=" + colleague.Sub));
        var done = await browser.SubmitAsync(page, "absence", ObjectifWorld.Days(world.Today, world.Today.AddDays(1)));
        Assert.Contains(colleague.Nom, done.TextOf("absences"), StringComparison.Ordinal);
        var id = await KeptAsync(colleague);

        foreach (var (role, insee) in ((Role, string)[])[(Role.CommuneAdmin, ObjectifWorld.Canisy), (Role.AgentService, ObjectifWorld.SaintLo), (Role.Elu, ObjectifWorld.SaintLo)])
        {
            using var other = await world.SignInAsync(await world.AgentAsync(role, insee));
            var own = await other.GetAsync(world.Bureau.Url("/absences"));
            Assert.DoesNotContain(id.ToString(), own.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Bureau.Url("/absences?pour=" + colleague.Sub))).Status);
            var fields = ObjectifWorld.Days(world.Today.AddDays(9), world.Today.AddDays(9)).Append(new("Agent", colleague.Sub.ToString())).Append(new("__RequestVerificationToken", TokenOf(own)));
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(world.Bureau.Url("/absences"), fields)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(world.Bureau.Url("/absences/retirer"), [new("id", id.ToString()), new("__RequestVerificationToken", TokenOf(own))])).Status);
        }

        Assert.Equal(id, await KeptAsync(colleague));
        await browser.SubmitAsync(done, "retirer-" + id);
        await using var db = world.Open();
        Assert.False(await db.Absences.AnyAsync(row => row.AgentId == colleague.Sub, Token));
    }

    [Fact]
    public async Task Charge_CountsServicesAndAgents_OfOnesOwnCommunesOnly()
    {
        var (admin, agent, neighbour) = (await world.AgentAsync(Role.CommuneAdmin), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService, ObjectifWorld.Canisy));
        await world.AimAsync(Phase.Traitement, 1);
        FiledDossier[] filed = [await world.Bureau.FileAsync(ObjectifWorld.SaintLo), await world.Bureau.FileAsync(ObjectifWorld.SaintLo)];
        foreach (var one in filed)
        {
            var dossier = await world.QualifyAsync(one, admin, "urbanisme");
            await world.Get<AssignDossier>().TakeAsync(one.Numero, dossier.Version, agent, Token);
        }

        world.MoveTo((await world.FollowedAsync(filed[1].Id))[0].DueAt.AddMinutes(1));
        await NoteAsync(agent, null, 5);
        await world.Get<AssignDossier>().TakeAsync((await world.Bureau.FileAsync(ObjectifWorld.Canisy)).Numero, 1, neighbour, Token);
        using var browser = await world.SignInAsync(admin);

        var page = await browser.GetAsync(world.Bureau.Url("/charge?commune=50502"));

        var row = page.Html.QuerySelector($"[data-service=urbanisme] tr[data-agent='{agent.Sub}']")!;
        Assert.Equal(["2", "0", "0", "2"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("en absence", row.TextContent, StringComparison.Ordinal);
        var list = await browser.GetAsync(world.Bureau.Url(row.QuerySelector("a")!.GetAttribute("href")!));
        Assert.Equal(2, list.Html.QuerySelectorAll("tr[data-numero]").Length);
        Assert.DoesNotContain(neighbour.Sub.ToString(), (await browser.GetAsync(world.Bureau.Url("/charge"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Bureau.Url("/charge?commune=50095"))).Status);
        using var elu = await world.SignInAsync(await world.AgentAsync(Role.Elu));
        Assert.Equal(HttpStatusCode.Forbidden, (await elu.GetAsync(world.Bureau.Url("/charge"))).Status);
    }

    private async Task<Guid> NoteAsync(AgentAccess absent, AgentAccess? standIn, int days = 3)
    {
        Assert.Empty((await TryAsync(absent, standIn?.Sub, days))!);
        return await KeptAsync(absent);
    }

    private Task<IReadOnlyList<AbsenceFault>?> TryAsync(AgentAccess absent, Guid? standIn, int days) => world.Get<NoteAbsence>().RunAsync(
        new AbsenceForm { Du = Beffroi.Web.TagHelpers.DateInput.From(world.Today), Au = Beffroi.Web.TagHelpers.DateInput.From(world.Today.AddDays(days)), Delegues = new() { ["50502"] = standIn } },
        [world.Bureau.Appliance.Commune(ObjectifWorld.SaintLo)], absent, Token);

    private async Task<Guid> KeptAsync(AgentAccess absent)
    {
        await using var db = world.Open();
        return (await db.Absences.SingleAsync(row => row.AgentId == absent.Sub, Token)).Id;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> fields, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        return fields;
    }

    private static string TokenOf(TestPage page) => page.Html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
