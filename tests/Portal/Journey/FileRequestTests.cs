using System.Net;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Journey;

public sealed class FileRequestTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    [Fact]
    public async Task Get_DemarcheOfTheCommune_SaysWhatItTakesAndCreatesNothing()
    {
        using var browser = world.Appliance.Browse();

        var page = await browser.GetAsync(world.Url(JourneyWorld.Demarche));
        var first = await world.BeginAsync(browser);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("demarche", page.Name);
        Assert.Contains("C’est gratuit", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Find("silence"));
        Assert.EndsWith("/demande/acte", first.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.CookiesOf(new Uri(page.Url).Authority), cookie => cookie.Key.StartsWith("__Host-brouillon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_DemarcheThatTheCommuneDoesNotOffer_ReturnsNotFound()
    {
        using var browser = world.Appliance.Browse();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/demarches/inconnue"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/demarches/inconnue/demande"))).Status);
    }

    [Fact]
    public async Task Post_EveryPageWithoutAccount_GivesAReceiptWithACodeThatSurvivesReload()
    {
        using var browser = world.Appliance.Browse();

        var receipt = await world.FileAsync(browser);
        var again = await browser.GetAsync(receipt.Url);

        Assert.Equal("recu", receipt.Name);
        Assert.Equal(receipt.TextOf("code-suivi"), again.TextOf("code-suivi"));
        var dossier = await world.DossierOfAsync(receipt.TextOf("code-suivi"));
        Assert.Equal("Camille Modèle", dossier.UsagerNom);
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        Assert.Equal("carte.pdf", (await db.Pieces.SingleAsync(row => row.DossierId == dossier.Id, TestContext.Current.CancellationToken)).FileName);
    }

    [Fact]
    public async Task Post_WithFaults_SaysThemAboveAndBesideAndKeepsWhatWasTyped()
    {
        using var browser = world.Appliance.Browse();
        var values = JourneyWorld.Acte();
        values["f.nom"] = "";
        values["f.naissance.mois"] = "13";

        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), values);

        var links = page.Find("erreurs")!.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(["#f-nom", "#f-naissance-mois"], links);
        Assert.All(links, link => Assert.NotNull(page.Html.QuerySelector(link!)));
        Assert.NotNull(page.Html.QuerySelector("#f-nom-erreur"));
        Assert.Equal("13", page.Html.QuerySelector("#f-naissance-mois")!.GetAttribute("value"));
        Assert.Equal("Camille Dominique", page.Html.QuerySelector("#f-prenoms")!.GetAttribute("value"));
        Assert.StartsWith("Erreur", page.Html.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BornElsewhere_SendsThePersonToTheRightTownHall()
    {
        using var browser = world.Appliance.Browse();

        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte(lieu: "ailleurs"));

        Assert.NotNull(page.Find("sortie"));
        Assert.Null(page.Html.QuerySelector("form[data-form=demande]"));
    }

    [Fact]
    public async Task Post_AnAnswerChangedFromTheCheckPage_DropsWhatItHides()
    {
        using var browser = world.Appliance.Browse();
        var check = await world.ReachCheckAsync(browser);
        Assert.NotNull(check.Find("reponse-parent-1"));

        var page = await browser.GetAsync(new Uri(new Uri(check.Url), check.Find("reponse-document")!.QuerySelector("a")!.GetAttribute("href")).ToString());
        var after = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document("sans-filiation"));

        Assert.Equal("verifier", after.Name);
        Assert.Null(after.Find("reponse-parent-1"));
        Assert.Null(after.Find("reponse-identite"));
        var receipt = await browser.SubmitAsync(after, "envoyer");
        Assert.DoesNotContain("Claude", (await world.DossierOfAsync(receipt.TextOf("code-suivi"))).Answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Later_TakesTheDraftUpWhereItWasLeft()
    {
        using var browser = world.Appliance.Browse();
        await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte());

        var demarche = await browser.GetAsync(world.Url(JourneyWorld.Demarche));
        var resumed = await world.BeginAsync(browser);
        var back = await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/acte"));

        Assert.NotNull(demarche.Find("brouillon"));
        Assert.EndsWith("/demande/document", resumed.Url, StringComparison.Ordinal);
        Assert.Equal("Camille Dominique", back.Html.QuerySelector("#f-prenoms")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_APageFurtherThanTheAnswers_LeadsToTheFirstPageStillToAnswer()
    {
        using var browser = world.Appliance.Browse();

        Assert.EndsWith("/demande/acte", (await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/vous"))).Url, StringComparison.Ordinal);
        Assert.EndsWith("/demande/acte", (await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/verifier"))).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SentTwiceAtOnceAndOnceMore_GivesOneDossierAndTheSameReceipt()
    {
        using var browser = world.Appliance.Browse();
        var check = await world.ReachCheckAsync(browser);
        var before = (await world.DossiersAsync()).Count;

        var receipts = await Task.WhenAll(browser.SubmitAsync(check, "envoyer"), browser.SubmitAsync(check, "envoyer"));
        var later = await browser.SubmitAsync(check, "envoyer");

        Assert.Single(receipts.Append(later).Select(page => page.TextOf("code-suivi")).Distinct());
        Assert.Equal(before + 1, (await world.DossiersAsync()).Count);
    }

    [Fact]
    public async Task Post_ASecondRequestAfterTheFirst_StartsFromNothing()
    {
        using var browser = world.Appliance.Browse();
        var first = await world.FileAsync(browser);

        var page = await world.BeginAsync(browser);
        Assert.Equal("", page.Html.QuerySelector("#f-nom")!.GetAttribute("value") ?? "");
        var second = await world.FileAsync(browser);

        Assert.NotEqual(first.TextOf("code-suivi"), second.TextOf("code-suivi"));
    }

    [Fact]
    public async Task Get_FromAnotherBrowser_OpensNeitherDraftNorReceipt()
    {
        using var holder = world.Appliance.Browse();
        using var other = world.Appliance.Browse();
        await world.FileAsync(holder);
        using var writer = world.Appliance.Browse();
        await JourneyWorld.FillAsync(writer, await world.BeginAsync(writer), JourneyWorld.Acte());
        var host = new Uri(world.Url("/")).Authority;
        var cookie = writer.CookiesOf(host)["__Host-brouillon-acte-naissance"];
        // The right key with a wrong secret.
        other.CookiesOf(host)["__Host-brouillon-acte-naissance"] = cookie[..33] + new string('A', 43);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/recu"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/recu.pdf"))).Status);
        var page = await other.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/document"));
        Assert.EndsWith("/demande/acte", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille Dominique", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ReceiptPdf_IsAPdfThatNamesTheCode()
    {
        using var browser = world.Appliance.Browse();
        var receipt = await world.FileAsync(browser);

        var bytes = Features.Dossiers.Receipts.ReceiptPdf.Draw(
            ((Features.Dossiers.Receipts.DossierReceipts)world.Appliance.Services.GetService(typeof(Features.Dossiers.Receipts.DossierReceipts))!)
                .Of(await world.DossierOfAsync(receipt.TextOf("code-suivi"))));
        var served = await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/recu.pdf"));

        Assert.Equal("application/pdf", served.MediaType);
        Assert.StartsWith("%PDF-", served.Text, StringComparison.Ordinal);
        using var document = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(bytes), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        Assert.Contains(receipt.TextOf("code-suivi"), document.Info.Title, StringComparison.Ordinal);
    }
}
