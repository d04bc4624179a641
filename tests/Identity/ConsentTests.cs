using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beffroi.Identity.Issuer;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Identity.Tests;

/// <summary>An application that is not the syndicate's asks the person first.</summary>
public sealed class ConsentTests(SsoFixture sso) : IClassFixture<SsoFixture>
{
    private const string ReturnTo = "https://intranet.exemple.fr/retour";
    private const string Verifier = "un-verifieur-assez-long-pour-la-norme-0123456789-abc";

    [Fact]
    public async Task Granted_IsRememberedListedAndTakenBackWithItsTokens()
    {
        var client = await RegisterAsync("Intranet", firstParty: false);
        using var browser = await SignedInAsync();

        var asked = await browser.GetAsync(Authorize(client));
        Assert.Equal("autoriser", asked.Name);
        Assert.Contains("Intranet", asked.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("votre nom", asked.TextOf("portee"), StringComparison.Ordinal);
        Assert.DoesNotContain("adresse électronique", asked.TextOf("portee"), StringComparison.Ordinal);
        var granted = await AnswerAsync(browser, asked, "oui");
        var tokens = await ExchangeAsync(browser, client, CodeOf(granted));

        // Not asked again for the same, but for more.
        Assert.NotEmpty(CodeOf(await browser.GetAsync(Authorize(client), follow: false)));
        Assert.Equal("autoriser", (await browser.GetAsync(Authorize(client, "openid profile email offline_access"))).Name);

        var account = await browser.GetAsync(sso.Sso("/compte"));
        Assert.Contains("Intranet", account.TextOf("applications"), StringComparison.Ordinal);
        var after = await browser.SubmitAsync(account, "retirer", []);
        Assert.Null(after.Find("applications"));
        Assert.Equal("autoriser", (await browser.GetAsync(Authorize(client))).Name);
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(browser, client, tokens.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task Refused_GoesBackWithoutACodeAndIsAskedAgain()
    {
        var client = await RegisterAsync("Curieuse", firstParty: false);
        using var browser = await SignedInAsync();

        var refused = await AnswerAsync(browser, await browser.GetAsync(Authorize(client)), "non");

        Assert.StartsWith(ReturnTo + "?error=access_denied", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("autoriser", (await browser.GetAsync(Authorize(client))).Name);
        Assert.Null((await browser.GetAsync(sso.Sso("/compte"))).Find("applications"));
    }

    [Fact]
    public async Task PushedRequestThatWantsConsentAgain_AsksOnceThenGoesOn()
    {
        var client = await RegisterAsync("Poussée", firstParty: false);
        using var browser = await SignedInAsync();
        await AnswerAsync(browser, await browser.GetAsync(Authorize(client)), "oui");

        var pushed = await browser.PostAsync(sso.Sso("/oauth/par"), new Dictionary<string, string>(Parameters(client, "openid profile offline_access")) { ["prompt"] = "consent" });
        var uri = JsonDocument.Parse(pushed.Text).RootElement.GetProperty("request_uri").GetString()!;
        var asked = await browser.GetAsync(sso.Sso($"/oauth/authorize?client_id={client}&request_uri={Uri.EscapeDataString(uri)}"));

        Assert.Equal("autoriser", asked.Name);
        Assert.NotEmpty(CodeOf(await AnswerAsync(browser, asked, "oui")));
    }

    [Fact]
    public async Task SilentRequest_WithoutConsent_IsToldSo()
    {
        var client = await RegisterAsync("Muette", firstParty: false);
        using var browser = await SignedInAsync();

        var answer = await browser.GetAsync(Authorize(client) + "&prompt=none", follow: false);

        Assert.StartsWith(ReturnTo + "?error=consent_required", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstParty_IsNotAsked()
    {
        var client = await RegisterAsync("Maison", firstParty: true);
        using var browser = await SignedInAsync();

        Assert.NotEmpty(CodeOf(await browser.GetAsync(Authorize(client), follow: false)));
    }

    [Fact]
    public async Task AnswersOfOthers_AndForgedQuestions_AreWorthNothing()
    {
        var client = await RegisterAsync("Voisine", firstParty: false);
        using var mine = await SignedInAsync();
        using var other = await SignedInAsync();
        var asked = await mine.GetAsync(Authorize(client));
        var step = await mine.SubmitAsync(asked, "autoriser", new() { ["reponse"] = "oui" }, follow: false);

        Assert.Equal("autoriser", (await other.GetAsync(sso.Sso(step.Headers.Location!.ToString()))).Name);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GetAsync(asked.Url)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await mine.GetAsync(sso.Sso("/autoriser?demande=forge&suite=/"))).Status);
    }

    private static string CodeOf(TestPage page)
    {
        var address = page.Headers.Location!.ToString();
        Assert.StartsWith(ReturnTo + "?", address, StringComparison.Ordinal);
        return Uri.UnescapeDataString(address.Split('?', '&').FirstOrDefault(part => part.StartsWith("code=", StringComparison.Ordinal))?[5..] ?? "");
    }

    // The answer goes by the issuer, then leaves for the application's host.
    private async Task<TestPage> AnswerAsync(TestBrowser browser, TestPage asked, string answer)
    {
        var step = await browser.SubmitAsync(asked, "autoriser", new() { ["reponse"] = answer }, follow: false);
        return await browser.GetAsync(sso.Sso(step.Headers.Location!.ToString()), follow: false);
    }

    private async Task<TestBrowser> SignedInAsync()
    {
        var browser = sso.Browse();
        await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), await sso.AddAccountAsync());
        return browser;
    }

    private async Task<string> RegisterAsync(string name, bool firstParty)
    {
        await using var scope = sso.Appliance.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<RegisterApplication>().RunAsync(
            new ApplicationToRegister(name, [ReturnTo], Confidential: false, firstParty), TestContext.Current.CancellationToken)).ClientId;
    }

    private string Authorize(string client, string scope = "openid profile offline_access") =>
        sso.Sso("/oauth/authorize?" + string.Join('&', Parameters(client, scope).Select(pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value))));

    private async Task<JsonElement> ExchangeAsync(TestBrowser browser, string client, string code)
    {
        var answer = await browser.PostAsync(sso.Sso("/oauth/token"), new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client,
            ["code"] = code,
            ["redirect_uri"] = ReturnTo,
            ["code_verifier"] = Verifier,
        });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    private Task<TestPage> RefreshAsync(TestBrowser browser, string client, string token) => browser.PostAsync(
        sso.Sso("/oauth/token"), new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = client, ["refresh_token"] = token });

    private static Dictionary<string, string> Parameters(string client, string scope) => new()
    {
        ["client_id"] = client,
        ["response_type"] = "code",
        ["redirect_uri"] = ReturnTo,
        ["scope"] = scope,
        ["state"] = "etat",
        ["code_challenge_method"] = "S256",
        ["code_challenge"] = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
    };
}
