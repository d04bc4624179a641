using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Terrain;

/// <summary>A report from the field with the network, and what a device keeps for when there is none.</summary>
public sealed class TerrainTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private const string Form = "/terrain?commune=50502&demarche=signalement-voirie";

    [Theory]
    [InlineData(Role.Elu)]
    [InlineData(Role.AgentService)]
    [InlineData(Role.Accueil)]
    public async Task Report_WithPhotoAndPosition_BecomesADossierInTheNameOfWhoReports(Role role)
    {
        using var browser = await bureau.SignInAsync(role, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url(Form));
        Assert.Equal("environment", page.Form("terrain").QuerySelector("[name='f.photo']")!.GetAttribute("capture"));
        Assert.Null(page.Form("terrain").QuerySelector("[name='f.demandeur-nom']"));

        var receipt = await browser.SubmitAsync(page, "terrain", Answers(), new() { ["f.photo"] = ("trou.png", SampleFiles.Png, "image/png") });

        Assert.Equal("terrain-recu", receipt.Name);
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Equal((Channel.Terrain, Phase.Qualification, "Dominique Exemple"), (dossier.Channel, dossier.Phase, dossier.UsagerNom));
        Assert.Null(dossier.SaisiHorsLigneAt);
        Assert.Null(receipt.Find("hors-ligne"));
        Assert.Contains("trou.png", dossier.Answers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero))).Status);
    }

    [Fact]
    public async Task Report_InTheNameOfAnother_StaysInTheNameOfWhoIsSignedIn()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var answers = Answers();
        (answers["f.demandeur-nom"], answers["f.courriel"]) = ("Quelqu’un", "autre@exemple.fr");

        var receipt = await browser.SubmitAsync(await browser.GetAsync(bureau.Url(Form)), "terrain", answers);

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Equal("Dominique Exemple", dossier.UsagerNom);
        Assert.NotEqual("autre@exemple.fr", dossier.UsagerCourriel);
    }

    [Fact]
    public async Task Report_SentTwice_IsOneDossier()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url(Form));

        Assert.Equal((await browser.SubmitAsync(page, "terrain", Answers())).TextOf("numero"), (await browser.SubmitAsync(page, "terrain", Answers())).TextOf("numero"));
    }

    [Fact]
    public async Task Report_ThatLacksAnAnswer_KeepsWhatWasTypedAndThePhoto()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var answers = Answers();
        answers.Remove("f.categorie");

        var shown = await browser.SubmitAsync(await browser.GetAsync(bureau.Url(Form)), "terrain", answers, new() { ["f.photo"] = ("trou.png", SampleFiles.Png, "image/png") });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, shown.Status);
        Assert.Contains("Choisissez le type de problème", shown.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("devant l’école", shown.Form("terrain").QuerySelector("[name='f.lieu.lieu']")!.GetAttribute("value"));
        Assert.Contains("trou.png", shown.TextOf("fichiers"), StringComparison.Ordinal);
        Assert.Equal("terrain-recu", (await browser.SubmitAsync(shown, "terrain", new() { ["f.categorie"] = "eau" })).Name);
    }

    [Theory]
    [InlineData("/terrain?commune=50095")]
    [InlineData("/terrain?demarche=acte-naissance")]
    [InlineData("/terrain/50095/carte")]
    [InlineData("/terrain/50095/adresses?q=rue")]
    [InlineData("/terrain/99999/carte")]
    [InlineData("/terrain/recu/50502-1999-00001")]
    public async Task Get_WhatIsNotTheirs_IsNotFound(string path)
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url(path))).Status);
    }

    [Fact]
    public async Task Get_OperatorWithoutCommune_IsForbidden()
    {
        using var browser = await bureau.SignInAsync(Role.SyndicatOperateur);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(bureau.Url("/terrain"))).Status);
    }

    [Fact]
    public async Task Receipt_OfAColleague_IsNotFound()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        using var colleague = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var receipt = await browser.SubmitAsync(await browser.GetAsync(bureau.Url(Form)), "terrain", Answers());

        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(receipt.Url)).Status);
    }

    [Fact]
    public async Task FormsOfADevice_AreThoseOfTheRoleAndHoldNobody()
    {
        using var elected = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        using var reception = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo, BureauFixture.Canisy);

        var theirs = (await elected.GetAsync(bureau.Url("/hors-ligne/formulaires"))).Text;
        var ours = (await reception.GetAsync(bureau.Url("/hors-ligne/formulaires"))).Text;

        Assert.Contains("data-hors-ligne=\"terrain\"", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("data-hors-ligne=\"accueil\"", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Canisy", theirs, StringComparison.Ordinal);
        Assert.Contains("data-hors-ligne=\"accueil\"", ours, StringComparison.Ordinal);
        Assert.Contains("Canisy", ours, StringComparison.Ordinal);
        Assert.DoesNotContain("Dominique", theirs + ours, StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", theirs + ours, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageOfTheDevice_ForNobody_HoldsNobodyAndTheWorkerKeepsNothingElse()
    {
        using var stranger = bureau.Appliance.Browse();

        var page = await stranger.GetAsync(bureau.Url("/hors-ligne"));
        var worker = await stranger.GetAsync(bureau.Url("/hors-ligne/veille.js"));

        Assert.Equal("hors-ligne", page.Name);
        Assert.True(string.IsNullOrEmpty(page.Html.Body!.GetAttribute("data-agent")));
        Assert.Null(page.Html.QuerySelector("form[data-form=deconnexion]"));
        Assert.Equal("text/javascript", worker.MediaType);
        Assert.Equal("/hors-ligne", worker.Headers.GetValues("Service-Worker-Allowed").Single());
        Assert.Contains("worker-src 'self'", worker.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var kept = JsonDocument.Parse(worker.Text.Split('\n')[0]["self.veille = ".Length..^1]).RootElement;
        foreach (var address in kept.GetProperty("gardes").EnumerateArray().Select(item => item.GetString()!).Append(worker.Text.Split('"')[^2]))
        {
            Assert.True(address == "/theme.css" || address.StartsWith("/_content/Beffroi.Web/", StringComparison.Ordinal), address);
            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(bureau.Url(address))).Status);
        }

        // On the sites of communes there is nothing of it.
        Assert.All(await Task.WhenAll(((string[])["/hors-ligne", "/hors-ligne/veille.js", "/hors-ligne/manifeste.webmanifest"]).Select(path => stranger.GetAsync(bureau.Appliance.Url("saint-lo", path)))), answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task Manifest_LetsTheBureauBeInstalled()
    {
        using var stranger = bureau.Appliance.Browse();

        var answer = await stranger.GetAsync(bureau.Url("/hors-ligne/manifeste.webmanifest"));

        Assert.Equal("application/manifest+json", answer.MediaType);
        var manifest = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(("standalone", "/hors-ligne"), (manifest.GetProperty("display").GetString(), manifest.GetProperty("start_url").GetString()));
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            Assert.Equal("image/png", (await stranger.GetAsync(bureau.Url(icon.GetProperty("src").GetString()!))).MediaType);
        }
    }

    private static Dictionary<string, string> Answers() => new()
    {
        ["f.categorie"] = "chaussee",
        ["f.lieu.lieu"] = "devant l’école",
        ["f.lieu.latitude"] = "49,11502",
        ["f.lieu.longitude"] = "-1,09100",
        ["f.description"] = "Un trou profond.",
    };
}
