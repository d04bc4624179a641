using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class PiecesBroughtTests(BureauFixture bureau)
{
    [Fact]
    public async Task Receive_FilesBroughtToTheCounter_EndTheRequestAndTheClockRunsAgain()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await AskAsync(browser, filed.Numero);
        Assert.Contains("Pièces attendues de l’usager", page.TextOf("horloge"), StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "recevoir", files: new()
        {
            ["Fichiers"] = ("justificatif.pdf", SampleFiles.Pdf(), "application/pdf"),
        });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Pièces demandées, puis reçues", page.TextOf("horloge"), StringComparison.Ordinal);
        Assert.Contains("a enregistré les pièces apportées à la mairie", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("justificatif.pdf", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("chaîne vérifiée", page.TextOf("journal"), StringComparison.Ordinal);
        Assert.Null(page.Find("pieces-apportees"));
        Assert.False((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AttendUsager);
        Assert.NotNull((await RequestAsync(filed.Id)).ProducedAt);
        var mail = (await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id))[^1];
        Assert.Equal("piece-recue", mail.Kind);
        Assert.Contains("ce que vous avez apporté", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_PiecesSeenOnly_KeepTheNoteAmongAgents()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var page = await AskAsync(browser, filed.Numero);

        page = await browser.SubmitAsync(page, "recevoir", new() { ["Vues"] = "Carte d’identité présentée" });

        Assert.Contains("a vu au guichet les pièces demandées", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("Carte d’identité présentée", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.NotNull((await RequestAsync(filed.Id)).ProducedAt);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.True((await db.Messages.SingleAsync(row => row.DossierId == filed.Id)).Internal);
        var line = await db.DossierEvents.SingleAsync(row => row.DossierId == filed.Id && row.Kind == EventKinds.PiecesApportees);
        Assert.DoesNotContain("Carte", line.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_NeitherFileNorNote_IsRefusedAndStaysAwaited()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        var page = await browser.SubmitAsync(await AskAsync(browser, filed.Numero), "recevoir");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.NotEmpty(page.TextOf("erreurs"));
        Assert.Null((await RequestAsync(filed.Id)).ProducedAt);
    }

    [Fact]
    public async Task Ask_TextOfTheAgent_IsNotInTheLogYetShownInTheThread()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        var page = await AskAsync(browser, filed.Numero);

        Assert.Contains("– Un justificatif de domicile", page.TextOf("fil"), StringComparison.Ordinal);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        var line = await db.DossierEvents.SingleAsync(row => row.DossierId == filed.Id && row.Kind == EventKinds.PieceDemandee);
        Assert.DoesNotContain("justificatif", line.Data, StringComparison.Ordinal);
        Assert.Contains("empreinte", line.Data, StringComparison.Ordinal);
    }

    private async Task<TestPage> AskAsync(TestBrowser browser, string numero)
    {
        var limit = bureau.Appliance.Time.GetUtcNow().AddDays(15);
        return await browser.SubmitAsync(await browser.GetAsync(bureau.Url($"/dossiers/{numero}?ecrire=pieces")), "pieces", new()
        {
            ["Pieces"] = "Un justificatif de domicile",
            ["DateLimite.Jour"] = $"{limit:%d}",
            ["DateLimite.Mois"] = $"{limit:%M}",
            ["DateLimite.Annee"] = $"{limit:yyyy}",
        });
    }

    private async Task<PieceRequest> RequestAsync(Guid dossierId)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        return await db.PieceRequests.SingleAsync(row => row.DossierId == dossierId);
    }
}
