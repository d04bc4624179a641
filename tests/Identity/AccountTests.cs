using System.Net;
using Beffroi.Portal.Ports;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Identity.Tests;

/// <summary>Accounts from their registration to the end of their sessions.</summary>
public sealed class AccountTests(SsoFixture sso) : IClassFixture<SsoFixture>
{
    private const string Other = "tambour-cerise-ancre-velours";

    [Fact]
    public async Task Register_ThenConfirm_LetsSignIn()
    {
        using var browser = sso.Browse();
        var address = sso.NewAddress();
        await browser.GetAsync(sso.Appliance.Url("saint-lo", "/connexion"));
        var sent = await RegisterAsync(browser, address);
        Assert.Equal("inscription-envoyee", sent.Name);
        var early = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address);
        Assert.Equal("adresse-a-confirmer", early.Name);

        var mail = (await sso.MailsAsync(address))[0];
        Assert.Equal("confirmation-compte", mail.Kind);
        // A scanner of mails opens the link first: it must not use it up.
        using var scanner = sso.Browse();
        await scanner.GetAsync(mail.Link);
        using var phone = sso.Browse();
        var link = await phone.GetAsync(mail.Link);
        Assert.Contains("Saint-Lô", link.Html.Title, StringComparison.Ordinal);
        var confirmed = await phone.SubmitAsync(link, "confirmation");
        Assert.Equal("pret", confirmed.Name);

        Assert.NotNull((await SsoFixture.SignInAsync(phone, sso.Sso("/connexion"), address)).Find("connecte"));
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync(mail.Link)).Status);
    }

    [Fact]
    public async Task Register_AKnownAddress_ShowsTheSameAndWritesToItsHolder()
    {
        using var browser = sso.Browse();
        var known = await sso.AddAccountAsync();
        var unknown = sso.NewAddress();

        var one = await RegisterAsync(browser, known, Other);
        var two = await RegisterAsync(browser, unknown, Other);

        Assert.Equal(two.Url, one.Url);
        Assert.Equal(two.Text, one.Text);
        Assert.Equal("compte-existant", Assert.Single(await sso.MailsAsync(known)).Kind);
        Assert.Equal("confirmation-compte", Assert.Single(await sso.MailsAsync(unknown)).Kind);
        Assert.NotNull((await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), known)).Find("connecte"));
    }

    [Theory]
    [InlineData("court")]
    [InlineData("motdepasse2026!")]
    [InlineData("soleilsoleil")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("Camille Modèle 50")]
    public async Task Register_WithAWeakPassword_SaysHowToMend(string password)
    {
        using var browser = sso.Browse();
        var address = sso.NewAddress();

        var page = await RegisterAsync(browser, address, password);

        Assert.Equal("inscription", page.Name);
        Assert.NotNull(page.Find("erreurs"));
        Assert.Empty(await sso.MailsAsync(address));
    }

    [Theory]
    [InlineData("Nom", "a\u0007b")]
    [InlineData("Nom", "")]
    [InlineData("Nom", "Gagnez sur www.exemple.com")]
    [InlineData("Courriel", "deux@@exemple.fr")]
    public async Task Register_WithABadField_SaysSo(string field, string value)
    {
        using var browser = sso.Browse();
        var page = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/inscription")), "inscription", new()
        {
            ["Nom"] = "Camille",
            ["Courriel"] = sso.NewAddress(),
            ["MotDePasse"] = SsoFixture.Password,
            [field] = value,
        });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Html.QuerySelector($"#{field}-erreur"));
    }

    [Fact]
    public async Task Reset_ChangesThePasswordOnceAndEndsOtherSessions()
    {
        using var browser = sso.Browse();
        using var elsewhere = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(elsewhere, sso.Appliance.Url("saint-lo", "/connexion"), address);
        Assert.Equal(address, await sso.WhoAsync(elsewhere, "saint-lo"));

        var unknown = await ForgotAsync(browser, sso.NewAddress());
        var known = await ForgotAsync(browser, address);
        Assert.Equal(unknown.Text, known.Text);
        var mail = Assert.Single(await sso.MailsAsync(address));
        Assert.Equal("mot-de-passe", mail.Kind);
        var weak = await browser.SubmitAsync(await browser.GetAsync(mail.Link), "nouveau-mot-de-passe", new() { ["MotDePasse"] = "court" });
        Assert.NotNull(weak.Find("erreurs"));
        var done = await browser.SubmitAsync(weak, "nouveau-mot-de-passe", new() { ["MotDePasse"] = Other });

        Assert.Equal("pret", done.Name);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(mail.Link)).Status);
        Assert.Equal("", await sso.WhoAsync(elsewhere, "saint-lo"));
        Assert.Null((await elsewhere.GetAsync(sso.Sso("/"))).Find("connecte"));
        Assert.NotNull((await browser.GetAsync(sso.Sso("/"))).Find("connecte"));
        Assert.NotNull((await SsoFixture.SignInAsync(elsewhere, sso.Sso("/connexion"), address, Other)).Find("connecte"));
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        await using var appliance = await TestAppliance.StartAsync();
        var account = await appliance.AddAccountAsync("camille@exemple.fr", "Camille Modèle", SsoFixture.Password);
        string link;
        await using (var scope = appliance.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Accounts.Account>>();
            var token = await accounts.GeneratePasswordResetTokenAsync(account);
            link = appliance.Url("sso", $"/mot-de-passe?compte={account.Id}&jeton={Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(token))}");
        }

        using var browser = appliance.Browse();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        appliance.Time.Shift(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Invitation_LetsTheAgentChooseAPassword()
    {
        var address = sso.NewAddress();
        var invited = await sso.Appliance.Services.GetRequiredService<IAccounts>().InviteAsync(address, "Dominique Exemple", CancellationToken.None);
        using var browser = sso.Browse();

        var page = await browser.GetAsync(invited.Link!);
        Assert.Equal("invitation", page.Name);
        var done = await browser.SubmitAsync(page, "invitation", new() { ["MotDePasse"] = Other });

        Assert.Equal("pret", done.Name);
        Assert.NotNull((await browser.GetAsync(sso.Sso("/"))).Find("connecte"));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(invited.Link!)).Status);
        Assert.Equal("invitation-agent", Assert.Single(await sso.MailsAsync(address)).Kind);
    }

    [Fact]
    public async Task Invitation_OfAnAddressThatSomebodyRegistered_DropsTheirPassword()
    {
        using var squatter = sso.Browse();
        var address = sso.NewAddress();
        await RegisterAsync(squatter, address);

        var invited = await sso.Appliance.Services.GetRequiredService<IAccounts>().InviteAsync(address, "Dominique Exemple", CancellationToken.None);
        var former = await squatter.GetAsync((await sso.MailsAsync(address))[0].Link);

        Assert.NotNull(invited.Link);
        Assert.Equal(HttpStatusCode.Gone, former.Status);
        Assert.NotNull((await SsoFixture.SignInAsync(squatter, sso.Sso("/connexion"), address)).Find("erreurs"));
    }

    [Theory]
    [InlineData("/confirmation")]
    [InlineData("/mot-de-passe")]
    [InlineData("/invitation")]
    public async Task Link_ForgedOrWithNulls_IsGone(string path)
    {
        using var browser = sso.Browse();

        Assert.All(
            [
                await browser.GetAsync(sso.Sso(path)),
                await browser.GetAsync(sso.Sso(path + "?compte=" + Guid.CreateVersion7() + "&jeton=forge")),
                await browser.GetAsync(sso.Sso(path + "?compte=%00&jeton=%00")),
            ],
            page => Assert.Equal(HttpStatusCode.Gone, page.Status));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsTheSessionsOfTheCommunes()
    {
        using var home = sso.Browse();
        using var library = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(library, sso.Appliance.Url("cherbourg", "/connexion"), address);
        await SsoFixture.SignInAsync(home, sso.Appliance.Url("saint-lo", "/connexion"), address);
        Assert.Equal(address, await sso.WhoAsync(library, "cherbourg"));

        var left = await home.SubmitAsync(await home.GetAsync(sso.Sso("/compte")), "partout");

        Assert.Equal("deconnexion", left.Name);
        Assert.Equal("", await sso.WhoAsync(home, "saint-lo"));
        Assert.Equal("", await sso.WhoAsync(library, "cherbourg"));
        Assert.Equal("connexion", (await library.GetAsync(sso.Sso("/compte"))).Name);
    }

    [Fact]
    public async Task Compte_ChangesNameAndPassword()
    {
        using var browser = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(browser, sso.Sso("/connexion?suite=/compte"), address);

        var named = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/compte/nom")), "nom", new() { ["Nom"] = "Alix d’Exemple" });
        var form = await browser.GetAsync(sso.Sso("/compte/mot-de-passe"));
        var wrong = await browser.SubmitAsync(form, "changer-mot-de-passe", new() { ["Actuel"] = "pas le bon", ["Nouveau"] = Other });
        var changed = await browser.SubmitAsync(wrong, "changer-mot-de-passe", new() { ["Actuel"] = SsoFixture.Password, ["Nouveau"] = Other });

        Assert.Contains("Alix d’Exemple", named.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(wrong.Find("erreurs"));
        Assert.Equal("compte", changed.Name);
        using var other = sso.Browse();
        Assert.NotNull((await SsoFixture.SignInAsync(other, sso.Sso("/connexion"), address)).Find("erreurs"));
        Assert.NotNull((await SsoFixture.SignInAsync(other, sso.Sso("/connexion"), address, Other)).Find("connecte"));
    }

    [Fact]
    public async Task SignOut_EndsTheIssuersSession()
    {
        using var browser = sso.Browse();
        await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), await sso.AddAccountAsync());

        var left = await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/deconnexion")), "deconnexion");

        Assert.Null(left.Html.QuerySelector("form"));
        Assert.Null((await browser.GetAsync(sso.Sso("/"))).Find("connecte"));
    }

    private async Task<TestPage> RegisterAsync(TestBrowser browser, string address, string password = SsoFixture.Password) =>
        await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/inscription")), "inscription", new()
        {
            ["Nom"] = "Camille Modèle",
            ["Courriel"] = address,
            ["MotDePasse"] = password,
        });

    private async Task<TestPage> ForgotAsync(TestBrowser browser, string address) =>
        await browser.SubmitAsync(await browser.GetAsync(sso.Sso("/mot-de-passe-oublie")), "mot-de-passe-oublie", new() { ["Courriel"] = address });
}
