using System.Net;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>A request that is being written goes on elsewhere by its code.</summary>
public sealed class ResumeTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    [Fact]
    public async Task Draft_GoesOnOnAnotherDevice_StaysOnTheFirst_AndTheCodeFollowsTheRequest()
    {
        using var phone = world.Appliance.Browse();
        var code = await BeginAsync(phone);

        using var computer = world.Appliance.Browse();
        var opened = await TypeAsync(computer, code);
        Assert.Equal("demande", opened.Name);
        Assert.Contains("Quel document", opened.Html.QuerySelector("h1")!.TextContent);
        var next = await computer.SubmitAsync(opened, "demande", JourneyWorld.Document("sans-filiation"));
        Assert.Contains("Où vous envoyer", next.Html.QuerySelector("h1")!.TextContent);

        // What was answered on the one is there on the other.
        Assert.Contains("Où vous envoyer", (await phone.GetAsync(world.Url(JourneyWorld.Demarche + "/demande"))).Html.QuerySelector("h1")!.TextContent);

        var check = await computer.SubmitAsync(next, "demande", JourneyWorld.Vous());
        var receipt = await computer.SubmitAsync(check, "envoyer", []);
        Assert.Equal("recu", receipt.Name);
        using var other = world.Appliance.Browse();
        Assert.Equal("dossier", (await TypeAsync(other, code)).Name);
        Assert.Equal("recu", (await phone.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/verifier"))).Name);
    }

    [Fact]
    public async Task Code_OpensNothingInAnotherCommuneNorAltered()
    {
        using var phone = world.Appliance.Browse();
        var code = await BeginAsync(phone);
        using var other = world.Appliance.Browse();

        var page = await other.SubmitAsync(await other.GetAsync(world.Url("/suivi", world.Agneaux)), "suivi", new() { ["code"] = code });
        Assert.Equal("suivi", page.Name);
        Assert.Contains("Aucune demande de cette commune", page.Text);
        Assert.Equal("suivi", (await TypeAsync(other, (code[0] == 'A' ? 'C' : 'A') + code[1..])).Name);
        Assert.DoesNotContain(other.CookiesOf(world.SaintLo.Slug + ".beffroi.localhost").Keys, name => name.Contains("brouillon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Later_BeforeAnythingIsAnswered_LeadsToTheFirstPage()
    {
        using var browser = world.Appliance.Browse();
        Assert.Equal("demande", (await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/reprendre"))).Name);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/demarches/inconnue/demande/reprendre"))).Status);
    }

    private async Task<string> BeginAsync(TestKit.TestBrowser browser)
    {
        var first = await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande"));
        Assert.DoesNotContain("sur un autre appareil", first.Text);
        Assert.Contains("sur un autre appareil", (await browser.SubmitAsync(first, "demande", JourneyWorld.Acte())).Text);
        var later = await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/reprendre"));
        Assert.Null(later.Find("code"));
        return (await browser.SubmitAsync(later, "code", [])).TextOf("code");
    }

    private async Task<TestKit.TestPage> TypeAsync(TestKit.TestBrowser browser, string code) =>
        await browser.SubmitAsync(await browser.GetAsync(world.Url("/suivi")), "suivi", new() { ["code"] = code });
}
