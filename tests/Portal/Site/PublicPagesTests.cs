using System.Net;
using System.Net.Sockets;
using System.Text;
using Beffroi.Portal.Features.Site;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Site;

public sealed class PublicPagesTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    public static TheoryData<string> Pages { get; } =
        ["/", "/demarches", "/actualites", "/pratique", "/recherche?q=acte", "/contact", "/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site"];

    [Fact]
    public async Task Get_HomeOfCompleteCommune_ShowsAllThereIs()
    {
        var page = await GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("accueil", page.Name);
        Assert.Contains("Saint-Lô", page.Html.QuerySelector(".brand-name")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Ouvert jusqu’à", page.TextOf("ouverture"), StringComparison.Ordinal);
        Assert.NotNull(page.Find("demarches")!.QuerySelector("a[href='/demarches/acte-naissance']"));
        Assert.Contains("Coupure d’eau", page.TextOf("urgent"), StringComparison.Ordinal);
        Assert.NotNull(page.Find("actualites")!.QuerySelector("a[href='/actualites/marche']"));
        Assert.NotNull(page.Html.QuerySelector("a[href='tel:+33233000000']"));
        Assert.NotNull(page.Find("commune")!.QuerySelector("svg[role=img]"));
        Assert.Contains("non conforme", page.TextOf("accessibilite"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HomeOfBareCommune_HasNoEmptyBlock()
    {
        var page = await GetAsync("/", SiteFixture.Bare);

        Assert.Null(page.Find("actualites"));
        Assert.Null(page.Find("urgent"));
        Assert.Null(page.Html.QuerySelector("a[href^='tel:']"));
        Assert.Null(page.Html.QuerySelector("a[href='/actualites']"));
        Assert.Null(page.Html.QuerySelector(".hero-outline"));
        Assert.NotNull(page.Find("horaires-a-confirmer"));
        Assert.Contains("à confirmer", page.TextOf("ouverture"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Html.QuerySelectorAll("main section, main ul, main dd, main p"), element => element.TextContent.Trim().Length == 0);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_LongestName_ShowsItWhole(string path)
    {
        var page = await GetAsync(path, SiteFixture.LongestName);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", page.Html.QuerySelector(".brand-name")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.Html.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task Get_UnknownPath_AnswersNotFoundInTheCommunesLook()
    {
        var page = await GetAsync("/nulle-part");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("erreur-404", page.Name);
        Assert.Equal("SL", page.Html.QuerySelector(".shield")!.TextContent);
    }

    [Fact]
    public async Task Get_ErrorPageByItsAddress_IsNoSuccess()
    {
        Assert.Equal(HttpStatusCode.InternalServerError, (await GetAsync("/erreur/500")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/erreur/abc")).Status);
    }

    [Fact]
    public async Task Post_WithoutTheFormsMark_SaysThatTheFormExpired()
    {
        using var browser = fixture.Appliance.Browse();
        var page = await browser.PostAsync(fixture.Url(SiteFixture.Complete, "/demarches"), [new("a", "b")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("erreur-400", page.Name);
        Assert.Equal(Portal.Features.Errors.ErrorWords.ExpiredForm.Title, page.Html.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("inconnue.exemple.fr", "421")]
    [InlineData("saint-lo.beffroi.localhost.exemple.fr", "421")]
    [InlineData("a b", "400")]
    [InlineData("saint-lo\u0001", "400")]
    public async Task Get_ForeignOrMalformedHost_IsRefused(string host, string status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Appliance.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Saint-Lô", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NewsOfAnotherCommune_AnswersNotFound()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/actualites/marche")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/actualites/marche", SiteFixture.Bare)).Status);
    }

    [Theory]
    [InlineData("/actualites/%00")]
    [InlineData("/actualites?page=0")]
    [InlineData("/actualites?page=x")]
    [InlineData("/actualites?page=99999999999")]
    [InlineData("/actualites?page=7")]
    public async Task Get_HostileAddress_AnswersNotFoundOrBadRequest(string path)
    {
        var page = await GetAsync(path);
        Assert.True(page.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, page.Status.ToString());
    }

    [Fact]
    public async Task Get_LegalNotices_NameWhoAnswersAndWhatIsMissing()
    {
        var complete = await GetAsync("/mentions-legales");
        Assert.Contains("Place du Général-de-Gaulle", complete.TextOf("editeur"), StringComparison.Ordinal);
        Assert.Contains("Syndicat d’essai", complete.TextOf("hebergeur"), StringComparison.Ordinal);
        Assert.Contains("1 rue de l’Exemple", complete.TextOf("hebergeur"), StringComparison.Ordinal);
        Assert.Contains(MentionsLegalesModel.ForTownHall, complete.TextOf("directeur"), StringComparison.Ordinal);
        Assert.Contains("Licence Ouverte", complete.TextOf("sources"), StringComparison.Ordinal);

        var bare = await GetAsync("/mentions-legales", SiteFixture.Bare);
        Assert.Contains(MentionsLegalesModel.ForTownHall, bare.TextOf("editeur"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PersonalData_HasTheNoticeOfEachDemarche()
    {
        var page = await GetAsync("/donnees-personnelles");

        Assert.Equal(Beffroi.Portal.Features.Demarches.Catalogue.DemarcheCatalogue.Load().Newest.Count(demarche => demarche.Starter), page.Html.QuerySelectorAll("[data-testid=notice]").Length);
        Assert.Contains("CNIL", page.Text, StringComparison.Ordinal);
        Assert.Contains("L’accueil et le service concerné de Saint-Lô.", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("à compléter par la mairie", page.TextOf("dpo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Accessibility_SaysNotCompliantAndTheAppeal()
    {
        var page = await GetAsync("/accessibilite");

        Assert.Contains("non conforme", page.TextOf("etat-conformite"), StringComparison.Ordinal);
        Assert.Contains("71120", page.TextOf("defenseur-des-droits"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Sitemap_ListsPagesThatAnswer()
    {
        var map = await GetAsync("/sitemap.xml");
        var addresses = System.Xml.Linq.XDocument.Parse(map.Text).Descendants().Where(node => node.Name.LocalName == "loc").Select(node => node.Value).ToList();

        Assert.Contains(fixture.Url(SiteFixture.Complete, "/pratique"), addresses);
        Assert.Contains(fixture.Url(SiteFixture.Complete, "/actualites/marche"), addresses);
        using var browser = fixture.Appliance.Browse();
        // The pages of démarches are another slice's.
        foreach (var address in addresses.Where(address => !address.Contains("/demarches/", StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).Status);
        }
    }

    [Theory]
    [InlineData("naissance", "/demarches/acte-naissance")]
    [InlineData("ACTES DE NAISSANCE", "/demarches/acte-naissance")]
    [InlineData("marche", "/actualites/marche")]
    [InlineData("etat civil", "/pratique#services")]
    [InlineData("horaires", "/pratique")]
    public async Task Get_Search_ForgivesAccentsAndPlurals(string asked, string found)
    {
        var page = await GetAsync("/recherche?q=" + Uri.EscapeDataString(asked));

        Assert.Contains(page.Find("resultats")!.QuerySelectorAll("a"), link => link.GetAttribute("href") == found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%00%ff<script>alert(1)</script>")]
    [InlineData("zzzzzzzz")]
    public async Task Get_SearchWithoutAnswer_SaysSoAndEscapes(string asked)
    {
        var page = await GetAsync("/recherche?q=" + asked);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Find("resultats"));
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PublicPageTwice_IsKeptWithoutCookieAndDroppedByTag()
    {
        var commune = fixture.Appliance.Commune(SiteFixture.LongestName);
        // Another test of the class may have looked at the page before.
        await fixture.Appliance.Services.GetRequiredService<SiteCache>().DropAsync(commune.Id, TestContext.Current.CancellationToken);
        var first = await GetAsync("/pratique?a=1", SiteFixture.LongestName);
        var second = await GetAsync("/pratique?b=2", SiteFixture.LongestName);

        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(first.Text, second.Text);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.True(second.Headers.Contains("Content-Security-Policy"));

        await fixture.Appliance.Services.GetRequiredService<SiteCache>().DropAsync(fixture.Appliance.Commune(SiteFixture.Bare).Id, TestContext.Current.CancellationToken);
        Assert.NotNull((await GetAsync("/pratique", SiteFixture.LongestName)).Headers.Age);
        await fixture.Appliance.Services.GetRequiredService<SiteCache>().DropAsync(commune.Id, TestContext.Current.CancellationToken);
        Assert.Null((await GetAsync("/pratique", SiteFixture.LongestName)).Headers.Age);
    }

    [Fact]
    public async Task Get_SearchTwice_IsNeverKept()
    {
        await GetAsync("/recherche?q=acte");
        Assert.Null((await GetAsync("/recherche?q=acte")).Headers.Age);
        await GetAsync("/demarches?q=acte");
        Assert.Null((await GetAsync("/demarches?q=acte")).Headers.Age);
    }

    [Fact]
    public async Task Get_Theme_AnswersOnEveryHostAndIsAskedAgainCheaply()
    {
        using var browser = fixture.Appliance.Browse();
        foreach (var label in new[] { "", "bureau", "sso", "saint-lo" })
        {
            var sheet = await browser.GetAsync(fixture.Appliance.Url(label, "/theme.css"));
            Assert.Equal("text/css", sheet.MediaType);
            Assert.Contains("--commune:", sheet.Text, StringComparison.Ordinal);
            browser.Headers["If-None-Match"] = sheet.Headers.ETag!.ToString();
            Assert.Equal(HttpStatusCode.NotModified, (await browser.GetAsync(fixture.Appliance.Url(label, "/theme.css"))).Status);
            browser.Headers.Clear();
        }
    }

    [Fact]
    public async Task Get_SyndicatHome_FindsACommuneByNameAndPostcode()
    {
        using var browser = fixture.Appliance.Browse();
        var home = await browser.GetAsync(fixture.Appliance.Url("", "/"));
        Assert.Equal("syndicat", home.Name);
        Assert.Equal(3, home.Find("communes")!.QuerySelectorAll("a").Length);

        foreach (var asked in new[] { "saint%20lo", "st-lo", "50000" })
        {
            var found = await browser.GetAsync(fixture.Appliance.Url("", "/?q=" + asked));
            Assert.Equal(fixture.Url(SiteFixture.Complete, "/"), Assert.Single(found.Find("resultats")!.QuerySelectorAll("a")).GetAttribute("href"));
        }
    }

    private async Task<TestPage> GetAsync(string path, string insee = SiteFixture.Complete)
    {
        using var browser = fixture.Appliance.Browse();
        return await browser.GetAsync(fixture.Url(insee, path));
    }
}
