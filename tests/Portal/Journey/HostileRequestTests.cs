using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Journey;

public sealed class HostileRequestTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    [Theory]
    [InlineData("photo.pdf", "MZ this is a program", "n’est pas un")]
    [InlineData("vide.pdf", "", "est vide")]
    public async Task Post_AFileThatLies_IsRefusedBesideItsQuestion(string name, string content, string words)
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);

        var refused = await JourneyWorld.FillAsync(browser, page, [], JourneyWorld.Identite(name, Encoding.ASCII.GetBytes(content)));

        Assert.Contains(words, refused.Find("erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(words, refused.Html.QuerySelector("#f-identite-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AFileOfMoreThanTenMegabytes_IsRefusedAndTheDraftIsKept()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        var large = new byte[(10 * 1024 * 1024) + 1];
        JourneyWorld.Pdf("x").CopyTo(large, 0);

        var refused = await JourneyWorld.FillAsync(browser, page, [], JourneyWorld.Identite("gros.pdf", large));

        Assert.Contains("10\u00a0Mo", refused.Find("erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/demande/justificatifs", (await world.BeginAsync(browser)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_MoreThanTheApplianceTakes_Says413InFrenchAndKeepsTheDraft()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);

        var refused = await JourneyWorld.FillAsync(browser, page, [], JourneyWorld.Identite("enorme.pdf", new byte[33 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("trop volumineux", refused.Find("erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/demande/justificatifs", (await world.BeginAsync(browser)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AFileThenAnotherThatIsRefused_KeepsTheFirst()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        await JourneyWorld.FillAsync(browser, page, [], JourneyWorld.Identite("recto.pdf"));
        var back = await browser.GetAsync(page.Url);

        var refused = await JourneyWorld.FillAsync(browser, back, [], JourneyWorld.Identite("verso.pdf", [1, 2, 3]));
        Assert.Contains("recto.pdf", refused.Find("fichiers")!.TextContent, StringComparison.Ordinal);

        var id = refused.Html.QuerySelector("[name='f.identite.retirer']")!.GetAttribute("value")!;
        var removed = await JourneyWorld.FillAsync(browser, refused, new() { ["f.identite.retirer"] = id });
        Assert.Contains("Joignez", removed.Find("erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Null(removed.Find("fichiers"));
    }

    [Theory]
    [InlineData("Mod\0èle")]
    [InlineData("\u202Eeledom")]
    public async Task Post_CharactersThatCannotBeRead_AreRefusedInFrench(string nom)
    {
        using var browser = world.Appliance.Browse();
        var values = JourneyWorld.Acte();
        values["f.nom"] = nom;

        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), values);

        Assert.Contains("caractères spéciaux", page.Find("erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AFieldBeyondItsBound_IsRefusedInFrench()
    {
        using var browser = world.Appliance.Browse();
        var values = JourneyWorld.Acte();
        values["f.nom"] = new string('a', 101);

        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), values);

        Assert.Contains("100 caractères au plus", page.Find("erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CfDJ8-forged")]
    public async Task Post_WithoutAGoodToken_Returns400AndKeepsWhatWasTyped(string token)
    {
        using var browser = world.Appliance.Browse();
        var values = JourneyWorld.Acte();
        values["__RequestVerificationToken"] = token;

        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), values);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Find("erreurs"));
        Assert.Equal("Camille Dominique", page.Html.QuerySelector("#f-prenoms")!.GetAttribute("value"));
        var after = await JourneyWorld.FillAsync(browser, page, []);
        Assert.EndsWith("/demande/document", after.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SendingWithoutAGoodToken_FilesNothing()
    {
        using var browser = world.Appliance.Browse();
        var check = await world.ReachCheckAsync(browser);
        var before = (await world.DossiersAsync()).Count;

        var refused = await browser.SubmitAsync(check, "envoyer", new() { ["__RequestVerificationToken"] = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(before, (await world.DossiersAsync()).Count);
        Assert.Equal("recu", (await browser.SubmitAsync(refused, "envoyer")).Name);
    }

    [Fact]
    public async Task Post_AFormThatIsNotOne_Returns400()
    {
        using var browser = world.Appliance.Browse();
        using var content = new StringContent("--x");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=y");

        var page = await browser.PostAsync(world.Url(JourneyWorld.Demarche + "/demande/acte"), content);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Find("erreurs"));
    }

    private async Task<TestPage> ReachFilesAsync(TestBrowser browser)
    {
        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document());
        return await JourneyWorld.FillAsync(browser, page, JourneyWorld.Parents());
    }
}
