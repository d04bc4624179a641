using System.Net;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

public sealed class FollowTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_TheCodeInLowerCaseWithSpaces_OpensTheRequestAndLeavesTheAddress()
    {
        var code = await FiledCodeAsync();
        using var browser = world.Appliance.Browse();

        var page = await world.FollowAsync(browser, $" {code.ToLowerInvariant()} ");

        Assert.EndsWith("/suivi/dossier", page.Url, StringComparison.Ordinal);
        Assert.Equal("reception", page.Find("phase")!.GetAttribute("data-phase"));
        Assert.Contains("La mairie a reçu votre demande", page.TextOf("etat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithoutTheCode_AsksForIt()
    {
        using var browser = world.Appliance.Browse();

        Assert.Equal("suivi", (await browser.GetAsync(world.Url("/suivi/dossier"))).Name);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/suivi/dossier/recu.pdf"))).Status);
    }

    [Fact]
    public async Task Get_WithTheCodeInTheAddress_FillsItIn()
    {
        var code = FollowUpCode.Draw();
        using var browser = world.Appliance.Browse();

        var page = await browser.GetAsync(world.Url("/suivi?code=" + code));

        Assert.Equal(FollowUpCode.Display(code), page.Html.QuerySelector("#code")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_ACodeOfAnotherCommune_AnswersAsAnUnknownCode()
    {
        var code = await FiledCodeAsync();
        using var browser = world.Appliance.Browse();

        var other = await world.FollowAsync(browser, code, world.Agneaux);
        var unknown = await world.FollowAsync(browser, FollowUpCode.Draw(), world.Agneaux);

        Assert.Equal("suivi", other.Name);
        Assert.Equal(unknown.TextOf("erreurs"), other.TextOf("erreurs"));
    }

    [Fact]
    public async Task Post_ASlip_IsToldAtOnceAndNeverCounted()
    {
        var code = await FiledCodeAsync();
        using var browser = world.Appliance.Browse();
        var slip = code[..^1] + (code[^1] == '2' ? '3' : '2');

        for (var i = 0; i <= CodeAttempts.Burst + 2; i++)
        {
            Assert.Contains("erreur de frappe", (await world.FollowAsync(browser, slip)).TextOf("erreurs"), StringComparison.Ordinal);
        }

        Assert.Equal("dossier", (await world.FollowAsync(browser, code)).Name);
    }

    [Fact]
    public async Task Post_CodesInSeries_AreSlowedDownEvenWhenTheRightOneComes()
    {
        await using var apart = new JourneyWorld();
        await apart.InitializeAsync();
        using var usager = apart.Appliance.Browse();
        var code = (await apart.FileAsync(usager)).TextOf("code-suivi");
        using var thief = apart.Appliance.Browse();
        for (var i = 0; i < CodeAttempts.Burst; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await apart.FollowAsync(thief, FollowUpCode.Draw())).Status);
        }

        var slowed = await apart.FollowAsync(thief, code);

        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.Status);
        Assert.True(slowed.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Contains("Attendez", slowed.TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TheRightCodeAgainAndAgain_IsNeverSlowedDown()
    {
        var code = await FiledCodeAsync();
        using var browser = world.Appliance.Browse();
        for (var i = 0; i <= CodeAttempts.Burst; i++)
        {
            Assert.Equal("dossier", (await world.FollowAsync(browser, code)).Name);
        }
    }

    [Fact]
    public async Task Post_ThePieceAskedFor_EndsTheSuspension()
    {
        var (code, dossier) = await FiledAsync();
        await AskAsync(dossier);
        using var browser = world.Appliance.Browse();
        var page = await world.FollowAsync(browser, code);
        Assert.Contains("attend une pièce", page.TextOf("etat"), StringComparison.Ordinal);
        Assert.NotNull(page.Find("a-faire"));

        var nothing = await browser.SubmitAsync(page, "pieces", new() { ["mot"] = "Voici." });
        Assert.Contains("Choisissez le fichier", nothing.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Contains("Voici.", nothing.Form("pieces").TextContent, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(nothing, "pieces", [], new() { ["fichiers"] = ("identite.pdf", JourneyWorld.Pdf("id"), "application/pdf") });

        Assert.NotNull(done.Find("fait"));
        Assert.Null(done.Find("a-faire"));
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        Assert.NotNull((await db.PieceRequests.SingleAsync(row => row.DossierId == dossier.Id, Token)).ProducedAt);
        Assert.False((await db.Dossiers.SingleAsync(row => row.Id == dossier.Id, Token)).AttendUsager);
    }

    [Fact]
    public async Task Post_AFileThatLies_IsRefusedAndTheWordsAreKept()
    {
        var (code, dossier) = await FiledAsync();
        await AskAsync(dossier);
        using var browser = world.Appliance.Browse();
        var page = await world.FollowAsync(browser, code);

        var refused = await browser.SubmitAsync(page, "pieces", new() { ["mot"] = "Recto et verso" }, new() { ["fichiers"] = ("a.pdf", [1, 2], "application/pdf") });

        Assert.Contains("n’est pas un", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Contains("Recto et verso", refused.Form("pieces").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AMessage_IsInTheThread_AndInternalNotesAreNot()
    {
        var (code, dossier) = await FiledAsync();
        var write = world.Appliance.Services.GetRequiredService<WriteToUsager>();
        await write.NoteAsync(dossier.Numero, "Note secrète entre agents", world.Agent(), Token);
        await write.SendAsync(dossier.Numero, "Bonjour, votre acte est retrouvé.", null, world.Agent(), Token);
        using var browser = world.Appliance.Browse();
        var page = await world.FollowAsync(browser, code);

        var after = await browser.SubmitAsync(page, "message", new() { ["texte"] = "Merci <b>beaucoup</b>" });

        Assert.Contains("Merci <b>beaucoup</b>", after.TextOf("messages"), StringComparison.Ordinal);
        Assert.Contains("votre acte est retrouvé", after.TextOf("messages"), StringComparison.Ordinal);
        Assert.DoesNotContain("secrète", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("note", after.TextOf("historique"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Get_APieceOfAnotherDossier_ReturnsNotFound()
    {
        var (code, dossier) = await FiledAsync();
        var (_, other) = await FiledAsync();
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        var mine = await db.Pieces.SingleAsync(row => row.DossierId == dossier.Id, Token);
        var theirs = await db.Pieces.SingleAsync(row => row.DossierId == other.Id, Token);
        using var browser = world.Appliance.Browse();
        await world.FollowAsync(browser, code);

        var file = await browser.GetAsync(world.Url(FollowLinks.Piece(mine.Id)));

        Assert.Equal("application/pdf", file.MediaType);
        Assert.StartsWith("%PDF-1.7\n% carte\n", file.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url(FollowLinks.Piece(theirs.Id)))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url(FollowLinks.Piece(mine.Id), world.Agneaux))).Status);
        using var stranger = world.Appliance.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(world.Url(FollowLinks.Piece(mine.Id)))).Status);
    }

    private async Task<string> FiledCodeAsync() => (await FiledAsync()).Code;

    private async Task<(string Code, Dossier Dossier)> FiledAsync()
    {
        using var browser = world.Appliance.Browse();
        var code = (await world.FileAsync(browser)).TextOf("code-suivi");
        return (code, await world.DossierOfAsync(code));
    }

    private Task<bool> AskAsync(Dossier dossier) => world.Appliance.Services.GetRequiredService<AskPieces>().RunAsync(
        new AskPiecesCommand(dossier.Numero, dossier.Version, "Copie de votre pièce d’identité", FrenchDates.DayOf(world.Appliance.Time.GetUtcNow().UtcDateTime).AddDays(15)),
        world.Agent(), Token);
}
