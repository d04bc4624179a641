using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Inbox;

[Collection(nameof(BureauSuite))]
public sealed class SavedViewTests(BureauFixture bureau)
{
    [Fact]
    public async Task Keep_ForOneself_ShowsItToOneselfOnly()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var colleague = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var shown = await KeepAsync(browser, "?vue=a-traiter&canal=web&agent=aucun&evil=1", "Mes Web sans agent", "");

        Assert.EndsWith("/dossiers?vue=a-traiter&canal=web&agent=aucun", shown.Url, StringComparison.Ordinal);
        Assert.Contains("Mes Web sans agent", shown.Html.QuerySelector("nav.rail")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Mes Web sans agent", (await colleague.GetAsync(bureau.Url("/vues"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_Shared_ShowsItToColleaguesOfThatCommuneOnly()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo, BureauFixture.Canisy);
        using var colleague = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        using var stranger = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);

        await KeepAsync(browser, "?vue=les-miennes", "Partagée à Saint-Lô", BureauFixture.SaintLo);

        Assert.Contains("Partagée à Saint-Lô", (await colleague.GetAsync(bureau.Url("/dossiers"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Partagée à Saint-Lô", (await stranger.GetAsync(bureau.Url("/vues"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_Shared_IsOfThatCommuneAlone_AndHoldsNoWordsThatWereSearched()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo, BureauFixture.Canisy);

        var kept = await KeepAsync(browser, $"?vue=a-traiter&commune={BureauFixture.Canisy}&canal=web", "Web de chez nous", BureauFixture.SaintLo);
        var refused = await KeepAsync(browser, "?q=Mme+Martin", "Madame Martin", BureauFixture.SaintLo);

        Assert.EndsWith($"/dossiers?vue=a-traiter&commune={BureauFixture.SaintLo}&canal=web", kept.Url, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ne garde pas de mots cherchés", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_SharedInACommuneOfOthers_OrWithoutName_IsRefusedAndKeepsWhatWasTyped()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var elsewhere = await KeepAsync(browser, "?vue=les-miennes", "Chez les voisins", BureauFixture.Canisy);
        var nameless = await KeepAsync(browser, "?vue=les-miennes", " ", "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.Status);
        Assert.Equal("Chez les voisins", elsewhere.Form("garder").QuerySelector("input[name=nom]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.Status);
        Assert.Contains("Donnez un nom", nameless.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_OwnView_Goes_AndOneOfOthers_IsNotFound()
    {
        using var author = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var colleague = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var stranger = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        await KeepAsync(author, "?vue=en-retard", "Vue à retirer", BureauFixture.SaintLo);
        var page = await author.GetAsync(bureau.Url("/vues"));
        var row = page.Html.QuerySelectorAll("tr[data-vue]").Single(line => line.TextContent.Contains("Vue à retirer", StringComparison.Ordinal));
        var id = row.GetAttribute("data-vue")!;

        foreach (var other in (TestBrowser[])[colleague, stranger])
        {
            var token = (await other.GetAsync(bureau.Url("/vues"))).Form("garder").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(bureau.Url("/vues/supprimer"), [new("__RequestVerificationToken", token), new("id", id)])).Status);
        }

        var removed = await author.SubmitAsync(page, "supprimer-" + id);
        Assert.Contains("Vue supprimée", removed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vue à retirer", removed.Text, StringComparison.Ordinal);
    }

    private async Task<TestPage> KeepAsync(TestBrowser browser, string query, string name, string sharedIn) => await browser.SubmitAsync(
        await browser.GetAsync(bureau.Url("/vues" + query)), "garder", new() { ["nom"] = name, ["partage"] = sharedIn });
}
