using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Tests.Journey;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Bureau;

/// <summary>Files that agents send in parts: on a dossier, and at the counter.</summary>
[Collection(nameof(BureauSuite))]
public sealed class AgentUploadTests(BureauFixture bureau)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_WithAFileSentInParts_GivesItOnce()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        var root = bureau.Url(page.Form("message").GetAttribute("data-envois")!);
        var key = await TusSending.SendAsync(browser, page, root, "Fichier", TusSending.LargePdf("plan"), "plan.pdf");

        var sent = await browser.SubmitAsync(page, "message", new() { ["Message"] = "Voici le plan.", ["Fichier.envoi"] = key });
        var again = await browser.SubmitAsync(page, "message", new() { ["Message"] = "Voici le plan.", ["Fichier.envoi"] = key });

        Assert.Contains("plan.pdf", sent.TextOf("fil"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.Equal(Guid.Parse(key), (await db.Pieces.SingleAsync(row => row.DossierId == filed.Id, Token)).Id);
        Assert.Equal(1, await db.Messages.CountAsync(row => row.DossierId == filed.Id, Token));
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(browser, root + "/" + key)).Status);
    }

    [Fact]
    public async Task Action_ThatIsRefused_LeavesTheFileToTheNextTry()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var limit = bureau.Appliance.Time.GetUtcNow().AddDays(15);
        var page = await browser.SubmitAsync(await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}?ecrire=pieces")), "pieces", new()
        {
            ["Pieces"] = "Un justificatif",
            ["DateLimite.Jour"] = $"{limit:%d}",
            ["DateLimite.Mois"] = $"{limit:%M}",
            ["DateLimite.Annee"] = $"{limit:yyyy}",
        });
        var root = bureau.Url(page.Form("recevoir").GetAttribute("data-envois")!);
        var key = await TusSending.SendAsync(browser, page, root, "Fichiers", TusSending.LargePdf("apporté"), "justificatif.pdf");

        var refused = await browser.SubmitAsync(page, "recevoir", new() { ["ApporteesLe.Jour"] = "", ["Fichiers.envoi"] = key });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await TusSending.HeadAsync(browser, root + "/" + key)).Status);
        var done = await browser.SubmitAsync(page, "recevoir", new() { ["Fichiers.envoi"] = key });

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("justificatif.pdf", done.TextOf("fil"), StringComparison.Ordinal);
        Assert.False((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AttendUsager);
    }

    [Fact]
    public async Task Upload_OfAnotherAgentOrForAnotherDossier_IsNotThere()
    {
        var (one, two) = (await bureau.FileAsync(BureauFixture.SaintLo), await bureau.FileAsync(BureauFixture.SaintLo));
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var colleague = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        using var stranger = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + one.Numero));
        var root = bureau.Url($"/dossiers/{one.Numero}/envois");
        var key = await TusSending.SendAsync(browser, page, root, "Fichier", TusSending.LargePdf("secret"));

        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(colleague, root + "/" + key)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(stranger, root + "/" + key)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.BeginAsync(stranger, await stranger.GetAsync(bureau.Url("/accueil")), root, "Fichier", 100)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TusSending.BeginAsync(browser, page, root, "Autre", 100)).Status);
        var elsewhere = await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/dossiers/" + two.Numero)), "message", new() { ["Message"] = "Voici.", ["Fichier.envoi"] = key });
        Assert.Equal(HttpStatusCode.Conflict, elsewhere.Status);
        Assert.Contains("Choisissez-le de nouveau", elsewhere.TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counter_AFileSentInParts_StaysWhileTheFormIsMended_AndIsFiledOnce()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=signalement-voirie"));
        var root = bureau.Url(page.Form("accueil").GetAttribute("data-envois")!);
        var key = await TusSending.SendAsync(browser, page, root, "photo", SampleFiles.Png, "trou.png");

        var shown = await browser.SubmitAsync(page, "accueil", new() { ["f.categorie"] = "chaussee", ["f.photo.envoi"] = key });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shown.Status);
        Assert.Contains("trou.png", shown.Form("accueil").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await TusSending.HeadAsync(browser, root + "/" + key)).Status);
        var receipt = await browser.SubmitAsync(shown, "accueil", new() { ["f.lieu.lieu"] = "Rue de l’Exemple", ["f.demandeur-nom"] = "Témoin", ["f.demandeur-prenom"] = "Alix", ["Accord"] = "true" });

        Assert.Equal("accueil-recu", receipt.Name);
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Contains("trou.png", dossier.Answers, StringComparison.Ordinal);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        var piece = await db.Pieces.SingleAsync(row => row.DossierId == dossier.Id, Token);
        Assert.Equal((Guid.Parse(key), PieceOrigin.Commune), (piece.Id, piece.Origin));
    }

    [Fact]
    public async Task Counter_AFileThatIsRefused_IsToldBesideItsQuestion_AndNothingTypedIsLost()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=signalement-voirie"));

        var refused = await browser.SubmitAsync(
            page, "accueil",
            new() { ["f.categorie"] = "chaussee", ["f.lieu.lieu"] = "Rue de l’Exemple", ["f.demandeur-nom"] = "Témoin", ["f.demandeur-prenom"] = "Alix", ["Accord"] = "true" },
            new() { ["f.photo"] = ("trou.png", "pas une image"u8.ToArray(), "image/png") });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("n’est pas un", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("Témoin", refused.Form("accueil").QuerySelector("[name='f.demandeur-nom']")!.GetAttribute("value"));
    }
}
