using System.Net;
using System.Text;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class DossierLifeTests(BureauFixture bureau)
{
    [Fact]
    public async Task Dossier_FromQualificationToDelivery_ClosesWithItsMailsAndALogThatHolds()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var address = bureau.Url("/dossiers/" + filed.Numero);
        var page = await browser.GetAsync(address);

        var preview = page.TextOf("apercu-courriel");
        page = await browser.SubmitAsync(page, "qualifier", new()
        {
            ["Service"] = (await bureau.ServiceAsync(BureauFixture.SaintLo, "technique")).ToString(),
            ["Complet"] = "true",
        });
        Assert.Equal("traitement", PhaseOf(page));
        var courriels = await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id);
        var receipt = Assert.Single(courriels, mail => mail.Kind == "accuse-reception").Text;
        foreach (var mention in (string[])[filed.Numero, FollowUpCode.Display(filed.Code), "Services techniques", "réputée rejetée", "tribunal administratif", "Dominique Exemple"])
        {
            Assert.Contains(mention, receipt, StringComparison.Ordinal);
        }

        Assert.Contains("réputée rejetée", preview, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "prendre");
        page = await browser.GetAsync(address + "?ecrire=pieces");
        var limit = DateTime.SpecifyKind(bureau.Appliance.Time.GetUtcNow().UtcDateTime, DateTimeKind.Utc).AddDays(15);
        page = await browser.SubmitAsync(page, "pieces", new()
        {
            ["Pieces"] = "Une photo",
            ["DateLimite.Jour"] = $"{limit:%d}",
            ["DateLimite.Mois"] = $"{limit:%M}",
            ["DateLimite.Annee"] = $"{limit:yyyy}",
        });
        Assert.True((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AttendUsager, page.Text);

        await SendPieceAsync(filed.Id);
        page = await browser.GetAsync(address);
        var link = page.Html.QuerySelector("a[href*='/pieces/']")!.GetAttribute("href")!;
        var file = await browser.GetAsync(bureau.Url(link));
        Assert.Equal("application/pdf", file.MediaType);
        Assert.StartsWith("%PDF-1.7", file.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable", ["Motif"] = "Le lampadaire sera réparé." });
        page = await browser.SubmitAsync(page, "delivrer", new() { ["Remise"] = "EnLigne", ["Mots"] = "Réparé ce matin." });

        Assert.Equal("cloture", PhaseOf(page));
        Assert.Contains("chaîne vérifiée", page.TextOf("journal"), StringComparison.Ordinal);
        Assert.Equal(
            ["accuse-enregistrement", "accuse-reception", "demande-de-pieces", "piece-recue", "decision", "delivrance"],
            (await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id)).Select(mail => mail.Kind));
    }

    [Fact]
    public async Task Decide_StaleForm_Answers409AndKeepsTheText()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await QualifiedAsync(browser, filed.Numero);
        page = await browser.SubmitAsync(page, "prendre");
        await browser.SubmitAsync(await browser.GetAsync(page.Url + "&ecrire=note"), "note", new() { ["Note"] = "Vu sur place." });

        var refused = await browser.SubmitAsync(page, "decider", new() { ["Issue"] = "Defavorable", ["Motif"] = "Un long motif déjà écrit." });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.NotEmpty(refused.TextOf("erreurs"));
        Assert.Equal("Un long motif déjà écrit.", refused.Form("decider").QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal("Defavorable", refused.Form("decider").QuerySelector("input[name=Issue][checked]")!.GetAttribute("value"));
        var again = await browser.SubmitAsync(refused, "decider");
        Assert.Equal("delivrance", PhaseOf(again));
    }

    [Fact]
    public async Task Qualify_NotComplete_IsRefusedAndSaysWhatToDo()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        var page = await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero)), "qualifier");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("pièces qui manquent", page.TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_Internal_IsShownToAgentsOnlyAsNote()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}?ecrire=note"));

        page = await browser.SubmitAsync(page, "note", new() { ["Note"] = "<b>Acte trouvé</b>" });

        Assert.Equal("<b>Acte trouvé</b>", page.Html.QuerySelector(".bubble-internal p")!.TextContent);
        Assert.Single(await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id));
    }

    [Fact]
    public async Task Post_UnknownAction_ReturnsNotFound()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        var token = page.Form("message").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.PostAsync(bureau.Url($"/dossiers/{filed.Numero}/effacer"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token });

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Theory]
    [InlineData("q", "MODÈLE%00")]
    [InlineData("page", "-5")]
    [InlineData("page", "99999999999")]
    [InlineData("commune", "50095")]
    [InlineData("phase", "<script>")]
    [InlineData("q", "100%_\\")]
    public async Task Inbox_HostileQuery_IsAnswered(string name, string value)
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var page = await browser.GetAsync(bureau.Url($"/dossiers?{name}={value.Replace("%_", "%25_", StringComparison.Ordinal)}"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_Search_FindsByNameNumberAndCode()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, nom: "Introuvable");
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        foreach (var text in (string[])["introuvable", filed.Numero, filed.Numero[6..], FollowUpCode.Display(filed.Code).ToLowerInvariant()])
        {
            var page = await browser.GetAsync(bureau.Url("/dossiers?q=" + Uri.EscapeDataString(text)));
            Assert.Equal(filed.Numero, Assert.Single(page.Html.QuerySelectorAll("tr[data-numero]")).GetAttribute("data-numero"));
        }
    }

    private static string? PhaseOf(TestPage page) => page.Find("phase")?.GetAttribute("data-phase");

    private async Task<TestPage> QualifiedAsync(TestBrowser browser, string numero) => await browser.SubmitAsync(
        await browser.GetAsync(bureau.Url("/dossiers/" + numero)), "qualifier", new() { ["Complet"] = "true" });

    private async Task SendPieceAsync(Guid dossierId)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF\n"));
        var (sha256, length) = await bureau.Appliance.Services.GetRequiredService<FileStore>().AddAsync(content, CancellationToken.None);
        await bureau.Appliance.Services.GetRequiredService<AnswerAsUsager>().RunAsync(
            new AnswerAsUsagerCommand(bureau.CommuneId(BureauFixture.SaintLo), dossierId, null, null, [new StoredFile("photo.pdf", "application/pdf", length, sha256)]),
            CancellationToken.None);
    }
}
