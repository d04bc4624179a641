using System.Net;
using Beffroi.Portal.Communes;
using Beffroi.Portal.SignIn;
using Beffroi.TestKit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Beffroi.Portal.Tests.Journey;

public sealed class AccountTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    [Fact]
    public async Task Get_WithoutSession_LeadsToTheSignIn()
    {
        using var browser = world.Appliance.Browse();

        var page = await browser.GetAsync(world.Url("/compte"), follow: false);

        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Contains("/connexion", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SignedIn_FillsInTheAccountsAnswersAndListsTheRequest()
    {
        using var browser = world.Appliance.Browse();
        await SignInAsync(browser, "camille.compte@example.org");
        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte());
        Assert.NotNull((await browser.GetAsync(world.Url("/compte"))).Find("brouillon"));
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document("sans-filiation"));

        Assert.Equal("camille.compte@example.org", page.Html.QuerySelector("#f-courriel")!.GetAttribute("value"));
        Assert.Equal("Camille", page.Html.QuerySelector("#f-demandeur-prenom")!.GetAttribute("value"));
        Assert.Equal("Du Modèle", page.Html.QuerySelector("#f-demandeur-nom")!.GetAttribute("value"));

        var check = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Vous());
        Assert.Equal("recu", (await browser.SubmitAsync(check, "envoyer")).Name);
        var account = await browser.GetAsync(world.Url("/compte"));
        Assert.Null(account.Find("brouillon"));
        var followed = await browser.GetAsync(new Uri(new Uri(account.Url), account.Find("demande")!.GetAttribute("href")).ToString());
        Assert.Equal("dossier", followed.Name);
    }

    [Fact]
    public async Task Get_AfterAnOwnRequest_TakesAddressAndPhoneUpInThatCommuneAlone()
    {
        using var browser = world.Appliance.Browse();
        await SignInAsync(browser, "deuxieme.demande@example.org");
        var vous = JourneyWorld.Vous();
        vous["f.courriel"] = "deuxieme.demande@example.org";
        vous["f.telephone"] = "06 12 34 56 78";
        await FileAsync(browser, world.SaintLo, vous);

        var again = await ReachVousAsync(browser, world.SaintLo);
        using var elsewhere = world.Appliance.Browse();
        var host = new Uri(world.Url("/", world.Agneaux)).Authority;
        SignIn(elsewhere, "deuxieme.demande@example.org", host);
        var other = await ReachVousAsync(elsewhere, world.Agneaux);

        Assert.Equal("12 rue de l’Exemple", ValueOf(again, "adresse-ligne1"));
        Assert.Equal("50000", ValueOf(again, "adresse-codepostal"));
        Assert.Contains("34", ValueOf(again, "telephone"), StringComparison.Ordinal);
        Assert.Equal("Camille", ValueOf(again, "demandeur-prenom"));
        var notes = again.Html.QuerySelectorAll("[data-testid=repris]").Select(note => note.TextContent.Trim()).ToList();
        Assert.Contains("Repris de votre compte", notes);
        Assert.Contains(notes, note => note.StartsWith("Repris de votre demande du ", StringComparison.Ordinal));
        Assert.Contains("f-telephone-origine", again.Html.QuerySelector("#f-telephone")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal("", ValueOf(other, "adresse-ligne1"));
        Assert.Equal("Camille", ValueOf(other, "demandeur-prenom"));
    }

    [Fact]
    public async Task Get_AfterARequestGivenForAnother_TakesNothingOfItUp()
    {
        using var browser = world.Appliance.Browse();
        await SignInAsync(browser, "pour.un.proche@example.org");
        // Another address than the account's: the person who asks is not its holder.
        await FileAsync(browser, world.SaintLo, JourneyWorld.Vous());

        var again = await ReachVousAsync(browser, world.SaintLo);

        Assert.Equal("", ValueOf(again, "adresse-ligne1"));
    }

    [Fact]
    public async Task Get_WithoutSession_TakesNothingUp()
    {
        using var browser = world.Appliance.Browse();

        var page = await ReachVousAsync(browser, world.SaintLo);

        Assert.Equal("", ValueOf(page, "demandeur-nom"));
        Assert.Null(page.Find("repris"));
    }

    private static string ValueOf(TestPage page, string box) => page.Html.QuerySelector($"#f-{box}")?.GetAttribute("value") ?? "";

    private async Task<TestPage> ReachVousAsync(TestBrowser browser, Commune commune)
    {
        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser, commune), JourneyWorld.Acte());
        return await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document("sans-filiation"));
    }

    private async Task FileAsync(TestBrowser browser, Commune commune, Dictionary<string, string> vous)
    {
        var check = await JourneyWorld.FillAsync(browser, await ReachVousAsync(browser, commune), vous);
        Assert.Equal("recu", (await browser.SubmitAsync(check, "envoyer")).Name);
    }

    [Fact]
    public async Task Get_SignedInOnAnotherDevice_TakesTheDraftUp()
    {
        using var first = world.Appliance.Browse();
        await SignInAsync(first, "deux.appareils@example.org");
        await JourneyWorld.FillAsync(first, await world.BeginAsync(first), JourneyWorld.Acte());
        using var second = world.Appliance.Browse();
        await SignInAsync(second, "deux.appareils@example.org", again: true);

        var page = await world.BeginAsync(second);
        Assert.EndsWith("/demande/document", page.Url, StringComparison.Ordinal);
        page = await JourneyWorld.FillAsync(second, page, JourneyWorld.Document("sans-filiation"));
        page = await JourneyWorld.FillAsync(second, page, JourneyWorld.Vous());
        Assert.Equal("recu", (await second.SubmitAsync(page, "envoyer")).Name);
    }

    [Fact]
    public async Task Post_AddToMyAccount_JoinsTheRequestOnce()
    {
        using var browser = world.Appliance.Browse();
        var code = (await world.FileAsync(browser)).TextOf("code-suivi");
        using var holder = world.Appliance.Browse();
        await SignInAsync(holder, "rattache@example.org");
        var page = await world.FollowAsync(holder, code);
        using var other = world.Appliance.Browse();
        await SignInAsync(other, "curieux@example.org");
        var late = await world.FollowAsync(other, code);

        var joined = await holder.SubmitAsync(page, "rattacher");
        var refused = await other.SubmitAsync(late, "rattacher");

        Assert.NotNull(joined.Find("fait"));
        Assert.NotNull((await holder.GetAsync(world.Url("/compte"))).Find("demande"));
        Assert.Contains("autre compte", refused.TextOf("erreurs"), StringComparison.Ordinal);
        var dossier = await world.DossierOfAsync(code);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Url("/compte/demandes/" + dossier.Id))).Status);
    }

    private readonly Dictionary<string, Guid> _accounts = new(StringComparer.Ordinal);

    // The pages of the issuer have tests of their own: here the session cookie is made as the return from it makes it.
    private async Task SignInAsync(TestBrowser browser, string courriel, bool again = false)
    {
        if (!again)
        {
            _accounts[courriel] = (await world.Appliance.AddAccountAsync(courriel, "Camille Du Modèle", "une phrase de passe assez longue 42")).Id;
        }

        SignIn(browser, courriel, new Uri(world.Url("/")).Authority);
    }

    private void SignIn(TestBrowser browser, string courriel, string host)
    {
        var options = world.Appliance.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PortalSession.Scheme);
        var now = world.Appliance.Time.GetUtcNow();
        var ticket = new AuthenticationTicket(
            PortalSession.Principal(_accounts[courriel], "Camille Du Modèle", courriel, host, now),
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(1) },
            PortalSession.Scheme);
        browser.CookiesOf(host)["__Host-beffroi"] = options.TicketDataFormat.Protect(ticket);
    }
}
