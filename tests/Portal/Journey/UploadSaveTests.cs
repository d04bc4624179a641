using System.Net;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>Files sent in parts wait until what they come with is saved: for a page of a request, and on the follow-up page.</summary>
public sealed class UploadSaveTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    private const string Box = "f.identite.envoi";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => world.Url(JourneyWorld.Demarche + "/demande/envois");

    private string Folder => Path.Combine(world.Appliance.Services.GetRequiredService<PortalSettings>().FilesFolder, "arrivee", "envois");

    [Fact]
    public async Task Page_WhoseSaveFails_KeepsWhatWasSent_ForTheNextTry()
    {
        await using var apart = new JourneyWorld();
        await apart.InitializeAsync();
        var tests = new UploadSaveTests(apart);
        using var browser = apart.Appliance.Browse();
        var page = await tests.ReachFilesAsync(browser);
        var key = await TusSending.SendAsync(browser, page, tests.Root, "identite", TusSending.LargePdf("échec"));

        await tests.RenameAsync("pieces", "pieces_ailleurs");
        Assert.Equal(HttpStatusCode.InternalServerError, (await JourneyWorld.FillAsync(browser, page, new() { [Box] = key })).Status);
        await tests.RenameAsync("pieces_ailleurs", "pieces");
        Assert.Equal(HttpStatusCode.OK, (await TusSending.HeadAsync(browser, tests.Root + "/" + key)).Status);
        var next = await JourneyWorld.FillAsync(browser, page, new() { [Box] = key });

        Assert.Contains("Où vous envoyer", next.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(browser, tests.Root + "/" + key)).Status);
        Assert.Equal(Guid.Parse(key), Assert.Single(await tests.PiecesAsync()).Id);
    }

    [Fact]
    public async Task Page_SavedByAProcessThatDiedBeforeTheEnd_IsSavedOnce()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);
        var key = await TusSending.SendAsync(browser, page, Root, "identite", TusSending.LargePdf("mort"));
        var left = Directory.GetFiles(Folder, $"*-{key}*").ToDictionary(path => path, File.ReadAllBytes);
        await JourneyWorld.FillAsync(browser, page, new() { [Box] = key });
        foreach (var (path, bytes) in left)
        {
            await File.WriteAllBytesAsync(path, bytes, Token);
        }

        var again = await JourneyWorld.FillAsync(browser, page, new() { [Box] = key });

        Assert.Contains("Où vous envoyer", again.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await PiecesAsync(), piece => piece.Id == Guid.Parse(key));
        Assert.Empty(Directory.GetFiles(Folder, $"*-{key}*"));
        var twice = await Task.WhenAll(JourneyWorld.FillAsync(browser, page, new() { [Box] = key }), JourneyWorld.FillAsync(browser, page, new() { [Box] = key }));
        Assert.All(twice, answer => Assert.Null(answer.Find("erreurs")));
    }

    [Fact]
    public async Task Page_ThatNamesAFileThatIsGone_SaysToChooseItAgain()
    {
        using var browser = world.Appliance.Browse();
        var page = await ReachFilesAsync(browser);

        var refused = await JourneyWorld.FillAsync(browser, page, new() { [Box] = Guid.CreateVersion7().ToString("N") });

        Assert.Contains("Choisissez-le de nouveau", refused.Html.QuerySelector("#f-identite-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_ThePieceAskedForSentInParts_EndsTheSuspensionOnce()
    {
        var (code, dossier) = await AskedAsync();
        using var browser = world.Appliance.Browse();
        var page = await world.FollowAsync(browser, code);
        var root = world.Url("/suivi/dossier/envois");
        Assert.Equal("/suivi/dossier/envois", page.Form("pieces").GetAttribute("data-envois"));
        Assert.Equal(HttpStatusCode.BadRequest, (await TusSending.BeginAsync(browser, page, root, "identite", 100)).Status);
        var bytes = TusSending.LargePdf("suivi");
        var key = await TusSending.SendAsync(browser, page, root, "fichiers", bytes, "carte.pdf");

        var done = await Task.WhenAll(
            browser.SubmitAsync(page, "pieces", new() { ["fichiers.envoi"] = key, ["mot"] = "Voici." }),
            browser.SubmitAsync(page, "pieces", new() { ["fichiers.envoi"] = key, ["mot"] = "Voici." }));
        var later = await browser.SubmitAsync(page, "pieces", new() { ["fichiers.envoi"] = key, ["mot"] = "Voici." });

        Assert.All(done.Append(later), answer => Assert.NotNull(answer.Find("fait")));
        Assert.Null(later.Find("a-faire"));
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        var piece = Assert.Single(await db.Pieces.Where(row => row.DossierId == dossier.Id && row.FileName == "carte.pdf" && row.FieldId == null).ToListAsync(Token));
        Assert.Equal((Guid.Parse(key), bytes.Length, PieceOrigin.Usager), (piece.Id, piece.Length, piece.Origin));
        Assert.Single(await db.Messages.Where(row => row.DossierId == dossier.Id).ToListAsync(Token));
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(browser, root + "/" + key)).Status);
    }

    [Fact]
    public async Task FollowUp_AnUploadOfAnotherRequest_IsNotThere_AndWithoutTheCodeNothingBegins()
    {
        var (code, _) = await AskedAsync();
        var (otherCode, _) = await AskedAsync();
        using var browser = world.Appliance.Browse();
        using var other = world.Appliance.Browse();
        using var nobody = world.Appliance.Browse();
        var root = world.Url("/suivi/dossier/envois");
        var page = await world.FollowAsync(browser, code);
        var key = await TusSending.SendAsync(browser, page, root, "fichiers", TusSending.LargePdf("à moi"));
        var theirs = await world.FollowAsync(other, otherCode);

        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(other, root + "/" + key)).Status);
        var stolen = await other.SubmitAsync(theirs, "pieces", new() { ["fichiers.envoi"] = key });
        Assert.Contains("Choisissez-le de nouveau", stolen.TextOf("erreurs"), StringComparison.Ordinal);
        var first = await nobody.GetAsync(world.Url("/suivi"));
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.BeginAsync(nobody, first, root, "fichiers", 100)).Status);
    }

    [Fact]
    public async Task FollowUp_AFileInPartsThatLies_IsRefusedAndWaitsNoMore()
    {
        var (code, _) = await AskedAsync();
        using var browser = world.Appliance.Browse();
        var page = await world.FollowAsync(browser, code);
        var root = world.Url("/suivi/dossier/envois");
        var key = await TusSending.SendAsync(browser, page, root, "fichiers", [.. Enumerable.Repeat((byte)'x', 300_000)]);

        var refused = await browser.SubmitAsync(page, "pieces", new() { ["fichiers.envoi"] = key, ["mot"] = "Recto" });

        Assert.Contains("n’est pas un", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Contains("Recto", refused.Form("pieces").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(browser, root + "/" + key)).Status);
    }

    private async Task<(string Code, Dossier Dossier)> AskedAsync()
    {
        using var usager = world.Appliance.Browse();
        var code = (await world.FileAsync(usager)).TextOf("code-suivi");
        var dossier = await world.DossierOfAsync(code);
        var deadline = FrenchDates.DayOf(world.Appliance.Time.GetUtcNow().UtcDateTime).AddDays(15);
        await world.Appliance.Services.GetRequiredService<AskPieces>().RunAsync(
            new AskPiecesCommand(dossier.Numero, dossier.Version, "Copie de votre pièce d’identité", deadline), world.Agent(), Token);
        return (code, dossier);
    }

    private async Task<TestPage> ReachFilesAsync(TestBrowser browser)
    {
        var page = await JourneyWorld.FillAsync(browser, await world.BeginAsync(browser), JourneyWorld.Acte());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document());
        return await JourneyWorld.FillAsync(browser, page, JourneyWorld.Parents());
    }

    private async Task<List<Piece>> PiecesAsync()
    {
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        return await db.Pieces.Where(row => row.FieldId == "identite").ToListAsync(Token);
    }

    // Without its table, the page cannot be saved.
    private Task<int> RenameAsync(string from, string to) => world.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
        CommuneScope.Syndicat,
        (db, token) =>
        {
            var schema = db.Model.FindEntityType(typeof(Piece))!.GetSchema() is { } name ? name + "." : "";
#pragma warning disable EF1002 // Names of tables, written above; no parameter may stand for one.
            return db.Database.ExecuteSqlRawAsync($"ALTER TABLE {schema}{from} RENAME TO {to}", token);
#pragma warning restore EF1002
        },
        Token);
}
