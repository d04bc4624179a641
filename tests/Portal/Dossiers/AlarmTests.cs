using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>What agents are told before a legal date.</summary>
public sealed class AlarmTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    private const string SaintLo = BureauFixture.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BureauFixture Bureau => world.Bureau;

    [Theory]
    [InlineData(null, new[] { 1, 7, 15 })]
    [InlineData(" ", new[] { 1, 7, 15 })]
    [InlineData("0; 30 ,30", new[] { 0, 30 })]
    [InlineData("61", null)]
    [InlineData("-1", null)]
    [InlineData("deux", null)]
    [InlineData("1,2,3,4,5,6", null)]
    [InlineData(",", null)]
    public void Days_AreReadOrRefused(string? text, int[]? expected) => Assert.Equal(expected, AlarmDays.Read(text));

    [Fact]
    public async Task Alarm_IsRaisedOnceForEachNumberOfDays_AndItsTaskEndsWithTheDate()
    {
        var (filed, due) = await QualifiedAsync();
        await RunOnAsync(due.AddDays(-16));
        Assert.Empty(await AlarmsAsync(filed.Id));

        await RunOnAsync(due.AddDays(-15));
        await RunOnAsync(due.AddDays(-15));
        await RunOnAsync(due.AddDays(-14));
        Assert.Equal(15, Assert.Single(await AlarmsAsync(filed.Id)).Days);
        var task = Assert.Single(await TasksAsync(filed.Id));
        Assert.Equal((TacheKind.EcheanceProche, (DateTime?)null), (task.Kind, task.DoneAt));

        // Days without a run: one alarm stands for those that were missed, and no second task.
        await RunOnAsync(due.AddDays(-1));
        Assert.Equal([1, 15], (await AlarmsAsync(filed.Id)).Select(row => row.Days).Order());
        Assert.Single(await TasksAsync(filed.Id));

        using var agent = await world.AgentAsync();
        var page = await agent.SubmitAsync(await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        Assert.Null(Assert.Single(await TasksAsync(filed.Id)).DoneAt);
        await agent.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Oui." });
        Assert.NotNull(Assert.Single(await TasksAsync(filed.Id)).DoneAt);
    }

    [Fact]
    public async Task Mail_LeavesOnceADay_ToWhomTheDossierIs_AndToNobodyElse()
    {
        var (filed, due) = await QualifiedAsync();
        var (mine, sub) = await Bureau.AddPersonAsync(Role.AgentService, SaintLo);
        var (neighbour, _) = await Bureau.AddPersonAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var (colleague, _) = await Bureau.AddPersonAsync(Role.AgentService, SaintLo);
        using (var agent = await Bureau.SignInAsync(mine))
        {
            await agent.SubmitAsync(await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        }

        Assert.Equal(sub, (await Bureau.DossierAsync(SaintLo, filed.Numero)).AgentId);
        await RunOnAsync(due.AddDays(-7));
        await RunOnAsync(due.AddDays(-7));

        var text = Assert.Single(await MailsAsync(mine));
        Assert.Contains(filed.Numero, text, StringComparison.Ordinal);
        Assert.Contains("effet du silence", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Modèle", text, StringComparison.Ordinal);
        Assert.DoesNotContain(await MailsAsync(colleague), mail => mail.Contains(filed.Numero, StringComparison.Ordinal));
        Assert.DoesNotContain(await MailsAsync(neighbour), mail => mail.Contains(filed.Numero, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_OfADossierWhoseAcknowledgementIsLate_IsToldToo()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.NotEqual("silence", dossier.NextDateKind);
        Assert.True(dossier.NextDate < dossier.SilenceOn.AddDays(-15));

        await RunOnAsync(dossier.SilenceOn.AddDays(-7));

        var alarm = Assert.Single(await AlarmsAsync(filed.Id));
        Assert.Equal(("silence", dossier.SilenceOn, 7), (alarm.Kind, alarm.Due, alarm.Days));
        Assert.NotNull(alarm.ToldOn);
        Assert.Single(await TasksAsync(filed.Id));
    }

    [Fact]
    public async Task Mail_OfARunThatWasCutOffBeforeIt_LeavesAtTheNext_AndOnce()
    {
        var (filed, due) = await QualifiedAsync();
        var (mine, _) = await Bureau.AddPersonAsync(Role.AgentService, SaintLo);
        using (var agent = await Bureau.SignInAsync(mine))
        {
            await agent.SubmitAsync(await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero)), "prendre");
        }

        // As a run leaves it that was killed once the alarm was raised.
        await Bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(Bureau.CommuneId(SaintLo)), (db, token) =>
        {
            db.Alarmes.Add(new Alarme { DossierId = filed.Id, CommuneId = Bureau.CommuneId(SaintLo), Kind = "silence", Due = due, Days = 7, RaisedOn = due.AddDays(-7) });
            return db.SaveChangesAsync(token);
        }, Token);

        await RunOnAsync(due.AddDays(-6));
        await RunOnAsync(due.AddDays(-5));

        Assert.Contains(filed.Numero, Assert.Single(await MailsAsync(mine)), StringComparison.Ordinal);
    }

    private async Task<(FiledDossier Filed, DateOnly Due)> QualifiedAsync()
    {
        var filed = await Bureau.FileAsync(SaintLo);
        using var agent = await world.AgentAsync();
        await world.QualifyAsync(agent, filed.Numero);
        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal("silence", dossier.NextDateKind);
        return (filed, dossier.NextDate);
    }

    private async Task RunOnAsync(DateOnly day)
    {
        Bureau.Appliance.Time.MoveTo(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Unspecified), FrenchDates.Zone)));
        await ActivatorUtilities.CreateInstance<RaiseAlarms>(Bureau.Appliance.Services).RunAsync(Token);
    }

    private async Task<List<Alarme>> AlarmsAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));
        return await db.Alarmes.Where(row => row.DossierId == dossierId).ToListAsync(Token);
    }

    private async Task<List<Tache>> TasksAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));
        return await db.Taches.Where(row => row.DossierId == dossierId).ToListAsync(Token);
    }

    private async Task<List<string>> MailsAsync(string courriel)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(CommuneScope.SyndicatId));
        return await db.Courriels.Where(row => row.Kind == "alertes" && row.Destinataire == courriel).Select(row => row.Texte).ToListAsync(Token);
    }
}
