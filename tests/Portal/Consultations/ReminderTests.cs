using System.Net;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>Reminders of opinions, and the end of their links.</summary>
public sealed class ReminderTests(ConsultationWorld world) : IClassFixture<ConsultationWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminder_LeavesOnceBefore_AndOnceOnTheDay_EachWithALinkThatOpens()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        var consultation = await world.AskAsync(agent, filed, world.Outside(days: 10));
        await RunOnAsync(consultation.Due.AddDays(-4));
        Assert.Single(await world.MailsAsync(filed.Id));

        await RunOnAsync(consultation.Due.AddDays(-3));
        await RunOnAsync(consultation.Due.AddDays(-2));
        Assert.Single(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rappel");

        MoveTo(consultation.Due);
        await Task.WhenAll(Job().RunAsync(Token), Job().RunAsync(Token));
        await RunOnAsync(consultation.Due.AddDays(1));
        Assert.Equal(2, (await world.MailsAsync(filed.Id)).Count(mail => mail is { Kind: "avis-rappel", To: "sdis@exemple.fr" }));

        var links = await world.LinksAsync(filed.Id);
        Assert.Equal(3, links.Distinct(StringComparer.Ordinal).Count());
        using var outsider = world.Bureau.Appliance.Browse();
        foreach (var link in links)
        {
            Assert.Equal(ConsultationWorld.Question, (await outsider.GetAsync(link)).TextOf("question"));
        }

        await outsider.SubmitAsync(await outsider.GetAsync(links[1]), "avis", new() { ["sens"] = "Favorable", ["signataire"] = "A" });
        foreach (var link in links)
        {
            Assert.Contains("reçu le", (await outsider.GetAsync(link)).TextOf("etat"), StringComparison.Ordinal);
        }

        Assert.True((await world.Get<VerifyLog>().RunAsync(world.Bureau.Appliance.Commune(ConsultationWorld.SaintLo), Token)).Holds);
    }

    [Fact]
    public async Task Reminder_NeverLeavesForWhatWasAnsweredOrGivenUp_NorOnTheHeelsOfTheQuestion()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, _, _) = await world.FileAsync(agent);
        var answered = await world.AskAsync(agent, filed, world.Outside(days: 10));
        using var outsider = world.Bureau.Appliance.Browse();
        await outsider.SubmitAsync(await outsider.GetAsync(Assert.Single(await world.LinksAsync(filed.Id))), "avis", new() { ["sens"] = "Favorable", ["signataire"] = "A" });
        var given = await world.AskAsync(agent, filed, world.Outside(days: 10));
        await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url("/dossiers/" + filed.Numero)), "retirer-" + given.Id);
        var soon = await world.AskAsync(agent, filed, world.Outside(days: 2, courriel: "vite@exemple.fr"));

        await RunOnAsync(soon.Due.AddDays(-1));
        Assert.DoesNotContain(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rappel");
        await RunOnAsync(answered.Due.AddDays(-1));
        await RunOnAsync(answered.Due);

        // Days without a run: the day itself is told late, once.
        Assert.Equal("vite@exemple.fr", Assert.Single(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rappel").To);
    }

    [Fact]
    public async Task Link_TooOld_ShowsAndTakesNothing_AndIsRemindedNoMore()
    {
        using var agent = await world.Papers.AgentAsync();
        var (filed, plan, _) = await world.FileAsync(agent);
        var consultation = await world.AskAsync(agent, filed, world.Outside(days: 5, piece: plan.Id));
        var link = Assert.Single(await world.LinksAsync(filed.Id));
        using var outsider = world.Bureau.Appliance.Browse();
        MoveTo(consultation.LastDay, new TimeOnly(23, 59));
        var open = await outsider.GetAsync(link);
        Assert.NotNull(open.Find("question"));

        MoveTo(consultation.LastDay.AddDays(1), new TimeOnly(0, 0, 1));
        var page = await outsider.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.DoesNotContain(ConsultationWorld.Question, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync($"{link}/pieces/{plan.Id}")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await outsider.SubmitAsync(open, "avis", new() { ["sens"] = "Favorable", ["signataire"] = "A" })).Status);
        await Assert.ThrowsAsync<DossierRuleException>(() => world.Get<AnswerConsultation>().AsOutsiderAsync(consultation, new(consultation.Id, Opinion.Favorable, null, "A", null), Token));
        await Job().RunAsync(Token);
        Assert.DoesNotContain(await world.MailsAsync(filed.Id), mail => mail.Kind == "avis-rappel");
        // It is still awaited: the agent gives it up, or decides.
        Assert.True(Assert.Single(await world.ConsultationsAsync(filed.Id)).IsOpen);
    }

    private RemindConsultations Job() => ActivatorUtilities.CreateInstance<RemindConsultations>(world.Bureau.Appliance.Services);

    private async Task RunOnAsync(DateOnly day)
    {
        MoveTo(day);
        await Job().RunAsync(Token);
    }

    private void MoveTo(DateOnly day, TimeOnly? at = null) =>
        world.Bureau.Appliance.Time.MoveTo(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(at ?? new TimeOnly(7, 0), DateTimeKind.Unspecified), FrenchDates.Zone)));
}
