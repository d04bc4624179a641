using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Statistiques.Temps;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Temps;

/// <summary>The time of shared agents: noted, corrected, summed, and closed; each commune sees its own.</summary>
public sealed class TimeTests : IAsyncLifetime
{
    private const string SaintLo = "50502";
    private const string Canisy = "50095";

    private TestAppliance _appliance = null!;
    private AgentAccess _shared = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateOnly Today => FrenchDates.DayOf(_appliance.Time.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync(SaintLo, Canisy);
        _shared = await _appliance.AddAgentAsync("partage@exemple.fr", Role.AgentService, SaintLo, Canisy);
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Theory]
    [InlineData("20", 20)]
    [InlineData(" 1 h 30 ", 90)]
    [InlineData("1h05", 65)]
    [InlineData("2 h", 120)]
    [InlineData("1:30", 90)]
    [InlineData("45 min", 45)]
    [InlineData("24h", 1440)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("1:", null)]
    [InlineData("1h75", null)]
    [InlineData("24h01", null)]
    [InlineData("99999", null)]
    [InlineData("1.5", null)]
    [InlineData("h", null)]
    [InlineData("٣٠", null)]
    [InlineData(null, null)]
    public void Time_IsReadAsPeopleWriteIt(string? typed, int? minutes) => Assert.Equal(minutes, TimeForm.Minutes(typed));

    [Fact]
    public async Task Sheet_SumsWhatWasNoted_AndTheRequestsThatEnded_ByCommuneAgentAndService()
    {
        var filed = await EndedAsync(SaintLo);
        await EndedAsync(Canisy);
        await EndedAsync(Canisy);
        await NoteOnAsync(filed, 25);
        await NoteAsync(SaintLo, Today, 60);
        await NoteAsync(Canisy, Today, 90);
        await Get<TimeTerms>().SetCostAsync("31,50", "Délibération du 12 mars.", Token);

        var all = await Get<TimeSheets>().OfAllAsync(TimeSheets.MonthOf(Today), Token);

        Assert.Equal(
            [("Canisy", "", 90, 0), ("Canisy", "Services techniques", 0, 2), ("Saint-Lô", "", 60, 0), ("Saint-Lô", "Services techniques", 25, 1)],
            all.Lines.Select(line => (line.Commune, line.Service, line.Minutes, line.Dossiers)));
        Assert.All(all.Lines, line => Assert.Equal(_shared.Sub, line.AgentId));
        Assert.Equal([4725L, 0L, 3150L, 1313L], all.Lines.Select(line => all.CentsOf(line)!.Value));
        var one = await Get<TimeSheets>().OfAsync([_appliance.Commune(Canisy).Id], TimeSheets.MonthOf(Today), Token);
        Assert.Equal((90, 2), (one.Minutes, one.Lines.Sum(line => line.Dossiers)));
    }

    [Fact]
    public async Task Note_SentTwice_CountsOnce_AndATakenOutOneCountsNoMore_WithTheLogOfTheDossier()
    {
        var filed = await _appliance.FileAsync(SaintLo);
        var id = Guid.CreateVersion7(_appliance.Time.GetUtcNow());
        await Task.WhenAll(Get<NoteTime>().OnDossierAsync(id, filed.Numero, 20, _shared, Token), Get<NoteTime>().OnDossierAsync(id, filed.Numero, 20, _shared, Token));
        Assert.Equal(20, (await SheetAsync(SaintLo)).Minutes);

        Assert.True(await Get<NoteTime>().VoidAsync(id, _shared, Token));
        Assert.True(await Get<NoteTime>().VoidAsync(id, _shared, Token));

        Assert.Equal(0, (await SheetAsync(SaintLo)).Minutes);
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune(SaintLo).Id));
        var kinds = await db.DossierEvents.Where(row => row.DossierId == filed.Id).OrderBy(row => row.Sequence).Select(row => row.Kind).ToListAsync(Token);
        Assert.Equal([EventKinds.TempsNote, EventKinds.TempsRetire], kinds.TakeLast(2));
        Assert.True((await Get<VerifyLog>().RunAsync(_appliance.Commune(SaintLo), Token)).Holds);
        // The version of the dossier did not move: no colleague's form is refused for it.
        Assert.Equal(1, (await db.Dossiers.FirstAsync(row => row.Id == filed.Id, Token)).Version);
    }

    [Fact]
    public async Task Note_OfAnotherAgentOrCommune_IsAWall()
    {
        var filed = await _appliance.FileAsync(Canisy);
        var own = await _appliance.AddAgentAsync("saintlo@exemple.fr", Role.CommuneAdmin, SaintLo);
        var elu = await _appliance.AddAgentAsync("elue@exemple.fr", Role.Elu, SaintLo);
        var id = await NoteAsync(SaintLo, Today, 30);

        Assert.False(await Get<NoteTime>().OnDossierAsync(Guid.CreateVersion7(), filed.Numero, 20, own, Token));
        Assert.False(await Get<NoteTime>().OnDayAsync(new NoteTimeCommand(Guid.CreateVersion7(), _appliance.Commune(Canisy).Id, Today, 20), own, Token));
        Assert.False(await Get<NoteTime>().OnDayAsync(new NoteTimeCommand(Guid.CreateVersion7(), _appliance.Commune(SaintLo).Id, Today, 20), elu, Token));
        Assert.False(await Get<NoteTime>().VoidAsync(id, own, Token));
        // The key of another's note is nobody else's.
        Assert.True(await Get<NoteTime>().OnDayAsync(new NoteTimeCommand(id, _appliance.Commune(SaintLo).Id, Today, 5), own, Token));
        Assert.Equal(35, (await SheetAsync(SaintLo)).Minutes);
    }

    [Fact]
    public async Task Note_OfADayToComeTooOldOrTooFull_IsRefused()
    {
        await NoteAsync(SaintLo, Today, 23 * 60);

        foreach (var (insee, day, minutes) in new[] { (SaintLo, Today.AddDays(1), 10), (SaintLo, Today.AddMonths(-14), 10), (Canisy, Today, 61), (SaintLo, Today, 0), (SaintLo, Today, 1441) })
        {
            await Assert.ThrowsAsync<DossierRuleException>(() => NoteAsync(insee, day, minutes));
        }

        Assert.Equal(23 * 60, (await SheetAsync(SaintLo)).Minutes);
        Assert.Empty((await SheetAsync(Canisy)).Lines);
    }

    [Fact]
    public async Task Month_Closed_IsNotCorrected_AndKeepsItsCost()
    {
        var before = TimeSheets.MonthOf(Today).AddMonths(-1);
        var id = await NoteAsync(SaintLo, before.AddDays(3), 60);
        var operateur = await _appliance.AddAgentAsync("operateur@exemple.fr", Role.SyndicatOperateur);
        await Get<TimeTerms>().SetCostAsync("30", "Premier coût.", Token);
        await Assert.ThrowsAsync<DossierRuleException>(() => Get<TimeTerms>().CloseAsync(TimeSheets.MonthOf(Today), operateur, Token));
        await Get<TimeTerms>().CloseAsync(before, operateur, Token);
        await Get<TimeTerms>().CloseAsync(before, operateur, Token);
        await Get<TimeTerms>().SetCostAsync("99", "Second coût.", Token);

        Assert.Contains("clos", (await Assert.ThrowsAsync<DossierRuleException>(() => Get<NoteTime>().VoidAsync(id, _shared, Token))).Message, StringComparison.Ordinal);
        Assert.Contains("clos", (await Assert.ThrowsAsync<DossierRuleException>(() => NoteAsync(Canisy, before.AddDays(4), 10))).Message, StringComparison.Ordinal);
        var sheet = await Get<TimeSheets>().OfAllAsync(before, Token);
        Assert.Equal((60, 3000L, "Premier coût."), (sheet.Minutes, sheet.Cents!.Value, sheet.Source));
        // The month that runs is open.
        await NoteAsync(Canisy, Today, 60);
        Assert.Equal(9900L, (await Get<TimeSheets>().OfAllAsync(TimeSheets.MonthOf(Today), Token)).Cents);
    }

    [Fact]
    public async Task Pages_ShowACommuneItsOwn_AndTheSyndicateAll()
    {
        await NoteAsync(SaintLo, Today, 30);
        await NoteAsync(Canisy, Today, 45);
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, SaintLo);
        await _appliance.AddAgentAsync("operateur@exemple.fr", Role.SyndicatOperateur);
        var month = $"{Today:yyyy-MM}";

        using var mairie = await SignInAsync("mairie@exemple.fr");
        var page = await mairie.GetAsync(Bureau("/statistiques/temps"));
        Assert.Contains("30\u00a0min", page.TextOf("temps"), StringComparison.Ordinal);
        Assert.DoesNotContain("45\u00a0min", page.Text, StringComparison.Ordinal);
        foreach (var closed in (string[])[$"/statistiques/temps?commune={Canisy}", $"/statistiques/temps.csv?commune={Canisy}", "/statistiques/temps.csv", "/console/temps.csv", "/statistiques/temps?mois=hier"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await mairie.GetAsync(Bureau(closed))).Status);
        }

        Assert.NotEqual(HttpStatusCode.OK, (await mairie.GetAsync(Bureau("/console/temps"), follow: false)).Status);
        var csv = (await mairie.GetAsync(Bureau($"/statistiques/temps.csv?commune={SaintLo}&mois={month}"))).Text;
        Assert.Contains($"\"{month}\";\"50502\";\"Saint-Lô\";\"Agent partage\";\"\";\"30\";\"0,50\"", csv, StringComparison.Ordinal);

        using var shared = await SignInAsync("partage@exemple.fr");
        Assert.NotEqual(HttpStatusCode.OK, (await shared.GetAsync(Bureau("/statistiques/temps"), follow: false)).Status);

        using var operateur = await SignInAsync("operateur@exemple.fr");
        var console = await operateur.GetAsync(Bureau("/console/temps"));
        Assert.Contains("45\u00a0min", console.TextOf("temps"), StringComparison.Ordinal);
        Assert.Contains("30\u00a0min", console.TextOf("temps"), StringComparison.Ordinal);
        var refused = await operateur.SubmitAsync(console, "cout", new() { ["Cout"] = "32", ["Source"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("32", refused.Form("cout").QuerySelector("input[name=Cout]")!.GetAttribute("value"));
        var done = await operateur.SubmitAsync(refused, "cout", new() { ["Source"] = "Comité du 3 mars." });
        Assert.Contains("Comité du 3 mars.", done.TextOf("source-temps"), StringComparison.Ordinal);
        Assert.Equal(3, (await operateur.GetAsync(Bureau($"/console/temps.csv?mois={month}"))).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task OwnPage_NotesAndTakesOut_AndKeepsWhatWasRefused()
    {
        using var browser = await SignInAsync("partage@exemple.fr");
        var page = await browser.GetAsync(Bureau("/temps"));

        var refused = await browser.SubmitAsync(page, "temps", new() { ["Saisie.Commune"] = Canisy, ["Saisie.Temps"] = "longtemps" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("longtemps", refused.Form("temps").QuerySelector("input[name='Saisie.Temps']")!.GetAttribute("value"));
        var done = await browser.SubmitAsync(refused, "temps", new() { ["Saisie.Temps"] = "1 h 30" });
        Assert.Contains("1\u00a0h\u00a030", done.TextOf("notes"), StringComparison.Ordinal);
        var form = done.Html.QuerySelector("form[data-form^='retirer-']")!.GetAttribute("data-form")!;
        var gone = await browser.SubmitAsync(done, form);
        Assert.Null(gone.Find("notes"));

        var filed = await _appliance.FileAsync(SaintLo);
        var dossier = await browser.GetAsync(Bureau("/dossiers/" + filed.Numero));
        dossier = await browser.SubmitAsync(dossier, "temps", new() { ["Temps"] = "bientôt" });
        Assert.Equal(HttpStatusCode.Conflict, dossier.Status);
        dossier = await browser.SubmitAsync(dossier, "temps", new() { ["Temps"] = "20" });
        Assert.Contains("20\u00a0min", dossier.TextOf("temps-dossier"), StringComparison.Ordinal);
    }

    private string Bureau(string path) => _appliance.Url("bureau", path);

    private T Get<T>()
        where T : notnull => _appliance.Services.GetRequiredService<T>();

    private Task<TimeSheet> SheetAsync(string insee) => Get<TimeSheets>().OfAsync([_appliance.Commune(insee).Id], TimeSheets.MonthOf(Today), Token);

    private async Task<Guid> NoteAsync(string insee, DateOnly day, int minutes)
    {
        var id = Guid.CreateVersion7(_appliance.Time.GetUtcNow());
        Assert.True(await Get<NoteTime>().OnDayAsync(new NoteTimeCommand(id, _appliance.Commune(insee).Id, day, minutes), _shared, Token));
        return id;
    }

    private async Task NoteOnAsync(string numero, int minutes) => Assert.True(await Get<NoteTime>().OnDossierAsync(Guid.CreateVersion7(_appliance.Time.GetUtcNow()), numero, minutes, _shared, Token));

    private async Task<string> EndedAsync(string insee)
    {
        var admin = await _appliance.AddAgentAsync($"admin{Guid.CreateVersion7():N}@exemple.fr", Role.CommuneAdmin, insee);
        var filed = await _appliance.FileAsync(insee);
        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune(insee).Id));
        var service = await db.Services.Where(row => row.Code == "technique").Select(row => row.Id).FirstAsync(Token);
        await Get<QualifyDossier>().RunAsync(new QualifyDossierCommand(filed.Numero, 1, service, Priority.Normale), admin, Token);
        await Get<AssignDossier>().TakeAsync(filed.Numero, 2, _shared, Token);
        await Get<DecideDossier>().RunAsync(new DecideDossierCommand(filed.Numero, 3, Outcome.Reponse, "Voici."), _shared, Token);
        await Get<DeliverDossier>().RunAsync(new DeliverDossierCommand(filed.Numero, 4, DeliveryMode.Guichet, "Fait.", null), _shared, Token);
        return filed.Numero;
    }

    private async Task<TestBrowser> SignInAsync(string courriel)
    {
        var browser = _appliance.Browse();
        var first = await browser.GetAsync(Bureau("/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = courriel });
        await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = "mot de passe de test" });
        return browser;
    }
}
