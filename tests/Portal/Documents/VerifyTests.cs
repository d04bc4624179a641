using System.Net;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using CsCheck;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>Anyone who holds a paper learns whether the town hall established it, and nothing else.</summary>
public sealed class VerifyTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    [Fact]
    public async Task Get_TheCodeOfThePaper_SaysWhatItIsWithoutThePerson()
    {
        var paper = await EstablishAsync();
        using var browser = world.Bureau.Appliance.Browse();

        var page = await browser.GetAsync(world.Site(PaperLinks.VerifyOf(paper.Code)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Find("valable"));
        var said = page.TextOf("document");
        Assert.Contains(paper.Title, said, StringComparison.Ordinal);
        Assert.Contains("1\u00a0page", said, StringComparison.Ordinal);
        Assert.Contains("CM", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Modèle", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Parce que.", page.Text, StringComparison.Ordinal);
        Assert.Contains("noindex", page.Html.QuerySelector("meta[name=robots]")!.GetAttribute("content")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TheCodeTypedWithSpacesInLowerCase_OpensThePaper()
    {
        var paper = await EstablishAsync();
        using var browser = world.Bureau.Appliance.Browse();
        var form = await browser.GetAsync(world.Site("/"));
        Assert.NotNull(form.Html.QuerySelector("footer a[href='/verifier']"));

        var page = await browser.SubmitAsync(
            await browser.GetAsync(world.Site("/verifier")), "verifier", new() { ["code"] = $" {PaperCode.Display(paper.Code).ToLowerInvariant()} " });

        Assert.EndsWith(PaperLinks.VerifyOf(paper.Code), page.Url, StringComparison.Ordinal);
        Assert.NotNull(page.Find("valable"));
    }

    [Fact]
    public async Task Get_ACodeOfAnotherCommune_AnswersAsAnUnknownCode()
    {
        var paper = await EstablishAsync();
        using var browser = world.Bureau.Appliance.Browse();
        var unknownCode = PaperCode.Draw();

        var other = await browser.GetAsync(world.Site(PaperLinks.VerifyOf(paper.Code), "canisy"));
        var unknown = await browser.GetAsync(world.Site(PaperLinks.VerifyOf(unknownCode), "canisy"));

        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Equal(unknown.Status, other.Status);
        Assert.Equal(
            unknown.Html.QuerySelector("main")!.InnerHtml.Replace(PaperCode.Display(unknownCode), "", StringComparison.Ordinal),
            other.Html.QuerySelector("main")!.InnerHtml.Replace(PaperCode.Display(paper.Code), "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_HostileCodes_AreToldAsSlipsAndNeverCounted()
    {
        using var browser = world.Bureau.Appliance.Browse();

        foreach (var code in new[] { "0", "O0O0O-O0O0O-O0O0O", "<script>alert(1)</script>", "' OR 1=1 --", new string('A', 5_000), "\u202e\u0000", "ÀÉÎ" })
        {
            var page = await browser.GetAsync(world.Site("/verifier?code=" + Uri.EscapeDataString(code)));

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotEmpty(page.TextOf("erreurs"));
            Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        }

        await Gen.String[0, 60].SampleAsync(
            async code => (await browser.GetAsync(world.Site("/verifier?code=" + Escape(code)))).Status == HttpStatusCode.OK, iter: 40, threads: 1);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(world.Site(PaperLinks.VerifyOf((await EstablishAsync()).Code)))).Status);
    }

    [Fact]
    public async Task Get_CodesInSeries_AreSlowedDownEvenWhenTheRightOneComes()
    {
        var apart = new PaperWorld();
        await apart.InitializeAsync();
        await using var ended = apart.Bureau.Appliance;
        var filed = await apart.Bureau.FileAsync(BureauFixture.SaintLo);
        var paper = await apart.EstablishAsync(filed.Numero, "transmission");
        using var thief = apart.Bureau.Appliance.Browse();
        for (var i = 0; i < CodeAttempts.Burst; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await thief.GetAsync(apart.Site(PaperLinks.VerifyOf(PaperCode.Draw())))).Status);
        }

        var slowed = await thief.GetAsync(apart.Site(PaperLinks.VerifyOf(paper.Code)));

        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.Status);
        Assert.Contains("Attendez", slowed.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.True(slowed.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Post_AFile_IsComparedByteForByte()
    {
        var paper = await EstablishAsync();
        var file = world.FileOf(paper);
        using var browser = world.Bureau.Appliance.Browse();
        var page = await browser.GetAsync(world.Site(PaperLinks.VerifyOf(paper.Code)));

        var same = await CompareAsync(browser, page, file);
        file[^10] ^= 1;
        var changed = await CompareAsync(browser, page, file);
        var nothing = await browser.SubmitAsync(page, "comparer");
        var large = await CompareAsync(browser, page, new byte[PieceIntake.MaxBytes + 1]);

        Assert.Contains("identique", same.TextOf("comparaison"), StringComparison.Ordinal);
        Assert.Contains("différent", changed.TextOf("comparaison"), StringComparison.Ordinal);
        Assert.Contains("Choisissez le fichier", nothing.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        Assert.Null(large.Find("comparaison"));
    }

    [Fact]
    public async Task Get_AnAnnulledPaper_SaysSoWithoutTheReason()
    {
        var filed = await world.Bureau.FileAsync(BureauFixture.SaintLo);
        var paper = await world.EstablishAsync(filed.Numero, "transmission");
        using var agent = await world.AgentAsync();
        await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url(PaperLinks.Annul(filed.Numero, paper.Id))), "annuler", new() { ["Motif"] = "Camille n’habite plus ici." });
        using var browser = world.Bureau.Appliance.Browse();

        var page = await browser.GetAsync(world.Site(PaperLinks.VerifyOf(paper.Code)));

        Assert.Contains("a été annulé le", page.TextOf("annule"), StringComparison.Ordinal);
        Assert.Null(page.Find("valable"));
        Assert.DoesNotContain("n’habite plus", page.Text, StringComparison.Ordinal);
    }

    private static Task<TestPage> CompareAsync(TestBrowser browser, TestPage page, byte[] file) =>
        browser.SubmitAsync(page, "comparer", [], new() { ["fichier"] = ("document.pdf", file, "application/pdf") });

    // Half of a pair of surrogates has no place in an address.
    private static string Escape(string code) => Uri.EscapeDataString(string.Concat(code.Where(c => !char.IsSurrogate(c))));

    private async Task<Paper> EstablishAsync() =>
        await world.EstablishAsync((await world.Bureau.FileAsync(BureauFixture.SaintLo)).Numero, "transmission");
}
