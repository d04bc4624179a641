using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Tests.Adresses;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Cartes;

public sealed class CarteEndpointTests : IAsyncLifetime
{
    private const string Tiles = "https://tuiles.exemple.fr/{z}/{x}/{y}.png";

    private const string File = """
        commune_insee;voie_nom;numero;suffixe;lieudit_complement_nom;long;lat
        50502;Rue de la Marne;1;;;-1.0910;49.1150
        50502;Rue de la Marne;2;;;-1.0910;49.1152
        50502;Rue de la Marne;3;;;-1.0900;49.1150
        50502;Rue de la Marne;4;bis;;-1.0900;49.1152
        50502;Rue Sans Position;1;;;;
        50502;La Petite Épine;99999;;;-1.0700;49.1250
        50502;Chemin du Bois;7;;Le Moulin;-1.0750;49.1050
        """;

    private TestAppliance _appliance = null!;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync("50502", "50002");
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task Get_Map_DrawsTheStreetsAndPlacesOfThatCommuneAlone()
    {
        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);
        using var browser = _appliance.Browse();

        var map = JsonDocument.Parse((await browser.GetAsync(_appliance.Url("saint-lo", "/carte"))).Text).RootElement;
        var other = JsonDocument.Parse((await browser.GetAsync(_appliance.Url("agneaux", "/carte"))).Text).RootElement;

        Assert.Equal(("Saint-Lô", "hors de Saint-Lô"), (map.GetProperty("nom").GetString(), map.GetProperty("hors").GetString()));
        Assert.Equal(["Rue de la Marne", "Chemin du Bois"], map.GetProperty("voies").EnumerateArray().Select(street => street[0].GetString()));
        Assert.Equal(["La Petite Épine", "Le Moulin"], map.GetProperty("lieux").EnumerateArray().Select(place => place[0].GetString()));
        Assert.Equal([-107000, 4912500], map.GetProperty("lieux")[0].EnumerateArray().Skip(1).Select(part => part.GetInt32()));
        // Between both sides of the street.
        Assert.Equal(4911510, map.GetProperty("voies")[0][1][3].GetInt32() + map.GetProperty("voies")[0][1][1].GetInt32());
        Assert.Equal((0, 0, "hors d’Agneaux"), (other.GetProperty("voies").GetArrayLength(), other.GetProperty("lieux").GetArrayLength(), other.GetProperty("hors").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(_appliance.Url("bureau", "/carte"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(_appliance.Url("", "/carte"))).Status);
    }

    [Fact]
    public async Task Get_MapAgain_IsAnsweredByItsTagAndSmallWherePackingIsKnown()
    {
        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);
        using var browser = _appliance.Browse();
        var url = _appliance.Url("saint-lo", "/carte");
        var first = await browser.GetAsync(url);
        browser.Headers["If-None-Match"] = first.Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await browser.GetAsync(url)).Status);
        Assert.Equal(TimeSpan.FromMinutes(10), first.Headers.CacheControl!.MaxAge);
        browser.Headers["Accept-Encoding"] = "gzip";
        var packed = await browser.GetAsync(url);
        Assert.Equal((HttpStatusCode.OK, false), (packed.Status, packed.Headers.ETag!.Equals(first.Headers.ETag)));
    }

    [Theory]
    [InlineData("/carte")]
    [InlineData("/carte?zone=-73,4911")]
    public async Task Get_AfterAnImport_HasItsAddresses(string path)
    {
        using var browser = _appliance.Browse();
        Assert.DoesNotContain("Rue de la Marne", (await browser.GetAsync(_appliance.Url("saint-lo", path))).Text, StringComparison.Ordinal);

        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);

        Assert.Contains("Rue de la Marne", (await browser.GetAsync(_appliance.Url("saint-lo", path))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-73,4911", "2 Rue de la Marne|4 bis Rue de la Marne|1 Rue de la Marne|3 Rue de la Marne")]
    [InlineData("-72,4912", " La Petite Épine")]
    [InlineData("-70,4800", "")]
    public async Task Get_Zone_HasItsNumbersAndNoOther(string zone, string lines)
    {
        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);
        using var browser = _appliance.Browse();

        var answer = JsonDocument.Parse((await browser.GetAsync(_appliance.Url("saint-lo", "/carte?zone=" + zone))).Text).RootElement;
        var other = await browser.GetAsync(_appliance.Url("agneaux", "/carte?zone=" + zone));

        var found = answer.GetProperty("numeros").EnumerateArray().Select(number => $"{number[1]} {answer.GetProperty("voies")[number[0].GetInt32()]}");
        Assert.Equal(lines.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal("""{"voies":[],"numeros":[]}""", other.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("a,b")]
    [InlineData("1,2,3")]
    [InlineData("99999999,1")]
    [InlineData("1,99999999999999999")]
    public async Task Get_ZoneThatIsNone_IsRefused(string zone)
    {
        using var browser = _appliance.Browse();

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(_appliance.Url("saint-lo", "/carte?zone=" + zone))).Status);
    }

    [Fact]
    public async Task Page_WithAPoint_HasAMapOnceThereIsSomethingToShow()
    {
        using var browser = _appliance.Browse();
        var url = _appliance.Url("saint-lo", "/demarches/signalement-voirie/demande");

        var bare = await browser.GetAsync(url);
        Assert.Null(bare.Html.QuerySelector("[data-carte]"));
        Assert.Single(bare.Html.QuerySelectorAll("script[src*='carte/carte']"));
        Assert.Single(bare.Html.QuerySelectorAll("[name='f.lieu.latitude']"));

        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);
        var page = await browser.GetAsync(url);
        Assert.Equal("/carte", page.Html.QuerySelector("[data-carte]")!.GetAttribute("data-carte"));
        Assert.Equal("", page.Html.QuerySelector("[data-carte]")!.GetAttribute("data-tuiles"));
        Assert.Contains("img-src 'self' data:;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var elsewhere = await browser.GetAsync(_appliance.Url("saint-lo", "/demarches/acte-naissance/demande"));
        Assert.Empty(elsewhere.Html.QuerySelectorAll("[data-carte], script[src*='carte/']"));
    }

    [Fact]
    public async Task Page_WithTiles_LetsTheirHostShowImagesThereAlone()
    {
        await using var appliance = await TestAppliance.StartAsync(configure: settings => (settings.Carte.Tuiles, settings.Carte.Attribution) = (Tiles, "© Exemple"));
        await appliance.AddCommunesAsync("50502");
        using var browser = appliance.Browse();

        var page = await browser.GetAsync(appliance.Url("saint-lo", "/demarches/signalement-voirie/demande"));
        var setup = page.Html.QuerySelector("[data-carte]")!;
        Assert.Equal((Tiles, "© Exemple"), (setup.GetAttribute("data-tuiles"), setup.GetAttribute("data-sources")));
        Assert.Contains("img-src 'self' https://tuiles.exemple.fr data:;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/demarches/acte-naissance/demande", "/carte"])
        {
            Assert.DoesNotContain("tuiles", (await browser.GetAsync(appliance.Url("saint-lo", path))).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dossier_WithAPoint_ShowsItToItsAgentsAlone()
    {
        await AddressWorld.ImportAsync(_appliance, _appliance.Commune("50502"), File);
        var numero = await FileAsync("49,11510", "-1,09000");
        await _appliance.AddAgentAsync("ici@exemple.fr", Role.CommuneAdmin, "50502");
        await _appliance.AddAgentAsync("ailleurs@exemple.fr", Role.CommuneAdmin, "50002");
        using var here = await SignInAsync("ici@exemple.fr");
        using var elsewhere = await SignInAsync("ailleurs@exemple.fr");

        var page = await here.GetAsync(_appliance.Url("bureau", $"/dossiers/{numero}"));
        Assert.Contains("49,11510\u00A0N 1,09000\u00A0O", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("geo:49.1151,-1.09", page.Html.QuerySelector("a[href^='geo:']")!.GetAttribute("href"));
        Assert.Equal("49.1151,-1.09", page.Html.QuerySelector("details[data-point]")!.GetAttribute("data-point"));
        Assert.Equal($"/dossiers/{numero}/carte", page.Html.QuerySelector("[data-carte]")!.GetAttribute("data-carte"));
        Assert.Contains("Rue de la Marne", (await here.GetAsync(_appliance.Url("bureau", $"/dossiers/{numero}/carte"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(_appliance.Url("bureau", $"/dossiers/{numero}/carte"))).Status);
    }

    [Fact]
    public async Task Dossier_WithWordsAlone_HasNoMap()
    {
        var numero = await FileAsync("", "");
        await _appliance.AddAgentAsync("ici@exemple.fr", Role.CommuneAdmin, "50502");
        using var here = await SignInAsync("ici@exemple.fr");

        Assert.Empty((await here.GetAsync(_appliance.Url("bureau", $"/dossiers/{numero}"))).Html.QuerySelectorAll("[data-carte], [data-point], script[src*='carte/']"));
    }

    private async Task<TestBrowser> SignInAsync(string courriel)
    {
        var browser = _appliance.Browse();
        var second = await browser.SubmitAsync(await browser.GetAsync(_appliance.Url("bureau", "/connexion")), "connexion", new() { ["Courriel"] = courriel });
        await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = "mot de passe de test" });
        return browser;
    }

    private async Task<string> FileAsync(string latitude, string longitude)
    {
        var demarche = _appliance.Services.GetRequiredService<DemarcheCatalogue>().Find("signalement-voirie")!;
        var context = new FormContext(new DateOnly(2026, 1, 1), "Saint-Lô", Liaison.De);
        var posted = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["f.categorie"] = ["chaussee"],
            ["f.lieu.lieu"] = ["Devant le 3"],
            ["f.lieu.latitude"] = [latitude],
            ["f.lieu.longitude"] = [longitude],
            ["f.demandeur-nom"] = ["Modèle"],
            ["f.demandeur-prenom"] = ["Camille"],
            ["f.courriel"] = ["camille.modele@exemple.fr"],
        };
        var answers = demarche.Pages.Aggregate(FormAnswers.Empty, (known, page) => new FormValidation(demarche, known, context).ValidatePage(page, posted).Answers);
        var filed = await _appliance.Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = _appliance.Commune("50502").Id, Demarche = demarche, Answers = answers, Channel = Features.Dossiers.Channel.Web }, TestContext.Current.CancellationToken);
        return filed.Numero;
    }
}
