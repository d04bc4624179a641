using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Tests.Bureau;

namespace Beffroi.Portal.Tests.Inbox;

/// <summary>What a page that stays open learns: new requests, a colleague on the same dossier, a dossier that changed.</summary>
public sealed class OpenListTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    [Fact]
    public async Task News_CountRequestsOfOwnCommunesFiledSince_AndNothingElse()
    {
        await bureau.FileAsync(BureauFixture.SaintLo);
        await Task.Delay(5);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var list = await browser.GetAsync(bureau.Url("/dossiers?vue=toutes"));
        var address = bureau.Url(list.Html.QuerySelector("[data-news]")!.GetAttribute("data-news")!);
        Assert.Equal(0, await NewsAsync());

        await Task.Delay(5);
        await bureau.FileAsync(BureauFixture.Canisy);
        Assert.Equal(0, await NewsAsync());
        await bureau.FileAsync(BureauFixture.SaintLo);
        await bureau.FileAsync(BureauFixture.SaintLo);

        Assert.Equal(2, await NewsAsync());
        Assert.Equal(0, JsonDocument.Parse((await browser.GetAsync(address + "&canal=sms")).Text).RootElement.GetProperty("nouvelles").GetInt32());

        async Task<int> NewsAsync() => JsonDocument.Parse((await browser.GetAsync(address)).Text).RootElement.GetProperty("nouvelles").GetInt32();
    }

    [Fact]
    public async Task News_WhenNothingHappened_AreNotSentAgain()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.Dangy);
        var address = bureau.Url("/dossiers/nouvelles?vue=toutes&depuis=1700000000000");
        var first = await browser.GetAsync(address);
        browser.Headers["If-None-Match"] = first.Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await browser.GetAsync(address)).Status);
        await bureau.FileAsync(BureauFixture.Dangy);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?depuis=hier")]
    [InlineData("?depuis=-4")]
    [InlineData("?depuis=9223372036854775807")]
    public async Task News_WithoutAnInstant_AreRefused(string query)
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        Assert.InRange((int)(await browser.GetAsync(bureau.Url("/dossiers/nouvelles" + query))).Status, 400, 404);
    }

    [Fact]
    public async Task Dossier_ThatAColleagueHasOpen_SaysWho_UntilTheyLeave()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var one = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var other = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var alone = await one.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        var both = await other.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        Assert.True(alone.Find("presence")!.HasAttribute("hidden"));
        Assert.Contains("Dominique Exemple a aussi ce dossier ouvert", both.TextOf("presence"), StringComparison.Ordinal);
        bureau.Appliance.Time.Shift(TimeSpan.FromMinutes(3));
        var later = await other.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/presence"));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(later.Text).RootElement.GetProperty("autres").ValueKind);
    }

    [Fact]
    public async Task Presence_OnADossierOfAnotherCommune_IsNotFound()
    {
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/dossiers/{other.Numero}/presence"))).Status);
    }

    [Fact]
    public async Task Shortcuts_AreOnAPageOfTheirOwn()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        var page = await browser.GetAsync(bureau.Url("/raccourcis"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Html.QuerySelector("dialog#raccourcis"));
    }
}
