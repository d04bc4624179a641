using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beffroi.TestKit;

namespace Beffroi.Identity.Tests;

/// <summary>The protocol as a client that does not behave meets it.</summary>
public sealed class OauthTests(SsoFixture sso) : IClassFixture<SsoFixture>
{
    private const string Verifier = "un-verifieur-assez-long-pour-la-norme-0123456789-abc";

    [Theory]
    [InlineData("saint-lo", "/ailleurs")]
    [InlineData("saint-lo", "/connexion/retour?x=1")]
    [InlineData("inconnue", "/connexion/retour")]
    [InlineData("sso", "/connexion/retour")]
    public async Task Push_WithAReturnAddressThatIsNotOurs_IsRefused(string label, string path)
    {
        using var browser = sso.Browse();

        var answer = await PushAsync(browser, sso.Appliance.Url(label, path));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("request_uri", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_WithAForeignReturnAddress_ShowsAPageAndGoesNowhere()
    {
        using var browser = sso.Browse();
        var query = string.Join('&', Parameters("https://mechant.exemple/connexion/retour").Select(pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value)));

        var page = await browser.GetAsync(sso.Sso("/oauth/authorize?" + query), follow: false);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Headers.Location);
        Assert.Equal("erreur", page.Name);
        Assert.NotNull(page.Find("oauth-erreur"));
    }

    [Fact]
    public async Task Authorize_WithAForgedPushedRequest_ShowsAPage()
    {
        using var browser = sso.Browse();

        var page = await browser.GetAsync(sso.Sso("/oauth/authorize?client_id=beffroi-portail&request_uri=urn:ietf:params:oauth:request_uri:forge"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("erreur", page.Name);
        Assert.Contains("connectez-vous de nouveau", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_UsedTwice_IsRefusedAndItsTokenRevoked()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address);
        var returnTo = sso.Appliance.Url("saint-lo", "/connexion/retour");
        var pushed = JsonDocument.Parse((await PushAsync(browser, returnTo)).Text).RootElement.GetProperty("request_uri").GetString()!;
        var granted = await browser.GetAsync(sso.Sso("/oauth/authorize?client_id=beffroi-portail&request_uri=" + Uri.EscapeDataString(pushed)), follow: false);
        var code = Uri.UnescapeDataString(granted.Headers.Location!.Query.TrimStart('?').Split('&').First(part => part.StartsWith("code=", StringComparison.Ordinal))[5..]);

        var first = await ExchangeAsync(browser, code, returnTo);
        var token = JsonDocument.Parse(first.Text).RootElement.GetProperty("access_token").GetString()!;
        var before = await UserInfoAsync(token);
        var second = await ExchangeAsync(browser, code, returnTo);
        var after = await UserInfoAsync(token);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Contains("invalid_grant", second.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, after.Status);
    }

    private async Task<TestPage> UserInfoAsync(string token)
    {
        using var client = sso.Browse();
        client.Headers["Authorization"] = "Bearer " + token;
        return await client.GetAsync(sso.Sso("/oauth/userinfo"));
    }

    private Task<TestPage> ExchangeAsync(TestBrowser browser, string code, string returnTo) => browser.PostAsync(sso.Sso("/oauth/token"),
    [
        new("grant_type", "authorization_code"),
        new("client_id", "beffroi-portail"),
        new("code", code),
        new("redirect_uri", returnTo),
        new("code_verifier", Verifier),
    ]);

    private Task<TestPage> PushAsync(TestBrowser browser, string returnTo) => browser.PostAsync(sso.Sso("/oauth/par"), Parameters(returnTo));

    private static Dictionary<string, string> Parameters(string returnTo) => new()
    {
        ["client_id"] = "beffroi-portail",
        ["response_type"] = "code",
        ["redirect_uri"] = returnTo,
        ["scope"] = "openid profile email",
        ["state"] = "etat",
        ["code_challenge_method"] = "S256",
        ["code_challenge"] = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
    };
}
