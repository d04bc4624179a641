using System.Net;
using Beffroi.TestKit;

namespace Beffroi.Identity.Tests;

/// <summary>Signing in from the communes' sites, and what the issuer refuses.</summary>
public sealed class SignInTests(SsoFixture sso) : IClassFixture<SsoFixture>
{
    [Fact]
    public async Task SignIn_FromACommune_OpensASessionThere()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();

        var pushed = await browser.GetAsync(sso.Appliance.Url("saint-lo", "/connexion"), follow: false);
        var page = await SsoFixture.SignInAsync(browser, sso.Appliance.Url("saint-lo", "/connexion?suite=/suivi"), address);

        Assert.Contains("request_uri=urn", pushed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(sso.Appliance.Url("saint-lo", "/suivi"), page.Url, StringComparison.Ordinal);
        Assert.Equal(address, await sso.WhoAsync(browser, "saint-lo"));
    }

    [Fact]
    public async Task SignIn_OnASecondCommune_AsksNothing()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(browser, sso.Appliance.Url("saint-lo", "/connexion"), address);
        Assert.Equal("", await sso.WhoAsync(browser, "cherbourg"));

        var page = await browser.GetAsync(sso.Appliance.Url("cherbourg", "/connexion"));

        Assert.StartsWith(sso.Appliance.Url("cherbourg", "/"), page.Url, StringComparison.Ordinal);
        Assert.Equal(address, await sso.WhoAsync(browser, "cherbourg"));
    }

    [Fact]
    public async Task Pages_FromACommune_CarryItsNameToTheEnd()
    {
        using var browser = sso.Browse();
        var first = await browser.GetAsync(sso.Appliance.Url("saint-lo", "/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = "quelquun@exemple.fr" });
        var forgot = await browser.GetAsync(new Uri(new Uri(second.Url), second.Html.QuerySelector("a[href*=oublie]")!.GetAttribute("href")).ToString());
        var home = await browser.GetAsync(sso.Sso("/"));

        Assert.All([first, second, forgot, home], page => Assert.Contains("Saint-Lô", page.Html.Title, StringComparison.Ordinal));
        using var stranger = sso.Browse();
        Assert.DoesNotContain("Saint-Lô", (await stranger.GetAsync(sso.Sso("/?retour=inconnu.exemple.fr"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connexion_FromTheBureau_OffersNoRegistration()
    {
        using var browser = sso.Browse();

        var page = await browser.GetAsync(sso.Appliance.Url("bureau", "/connexion"));

        Assert.Equal("connexion", page.Name);
        Assert.Null(page.Html.QuerySelector("a[href*=inscription]"));
        var register = await browser.GetAsync(sso.Sso("/inscription"));
        Assert.Null(register.Html.QuerySelector("form"));
    }

    [Theory]
    [InlineData("https://mechant.exemple/")]
    [InlineData("//mechant.exemple/")]
    [InlineData("/\\mechant.exemple/")]
    [InlineData("/\tmechant")]
    public async Task SignIn_WithAForeignReturn_StaysHere(string suite)
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();

        var page = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion?suite=" + Uri.EscapeDataString(suite)), address);

        Assert.Equal(sso.Sso("/"), page.Url);
        Assert.NotNull(page.Find("connecte"));
    }

    [Theory]
    [InlineData("connexion", "/connexion")]
    [InlineData("inscription", "/inscription")]
    [InlineData("mot-de-passe-oublie", "/mot-de-passe-oublie")]
    public async Task Post_WithoutOrWithAForgedToken_IsRefusedInWords(string form, string path)
    {
        using var browser = sso.Browse();
        var page = await browser.GetAsync(sso.Sso(path));

        var missing = await browser.PostAsync(sso.Sso(path), [new("Courriel", "a@exemple.fr")]);
        var forged = await browser.SubmitAsync(page, form, new() { ["Courriel"] = "a@exemple.fr", ["__RequestVerificationToken"] = "CfDJ8forge" });

        Assert.All([missing, forged], refused =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Equal("erreur", refused.Name);
        });
    }

    [Theory]
    [InlineData("pas-une-adresse")]
    [InlineData("")]
    public async Task Connexion_WithABadAddress_SaysHowToMend(string address)
    {
        using var browser = sso.Browse();

        var page = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/connexion")), "connexion", new() { ["Courriel"] = address });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Find("erreurs"));
    }

    [Fact]
    public async Task Fields_BeyondTheirBounds_GetAMessage()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();
        var much = new string('x', 5000);

        var longAddress = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/connexion")), "connexion", new() { ["Courriel"] = much + "@exemple.fr" });
        var longPassword = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address, much);
        var nullPassword = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address, "a\0b");
        var nullAddress = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/connexion")), "connexion", new() { ["Courriel"] = "a\0b@exemple.fr" });
        var huge = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/connexion")), "connexion", new() { ["Courriel"] = new string('x', 200_000) });

        Assert.All([longAddress, longPassword], page =>
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotNull(page.Find("erreurs"));
        });
        Assert.All([nullPassword, nullAddress, huge], page =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal("erreur", page.Name);
        });
    }

    [Fact]
    public async Task SignIn_UnknownAddressOrWrongPassword_SaysTheSame()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();

        var wrong = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address, "pas le bon mot");
        var unknown = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), sso.NewAddress(), "pas le bon mot");

        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal(wrong.TextOf("erreurs"), unknown.TextOf("erreurs"));
    }
}
