using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Terrain;

/// <summary>What a device sends once the network is back.</summary>
public sealed class QueuedTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private DateTime Now => new(bureau.Appliance.Time.GetUtcNow().UtcDateTime.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    [Fact]
    public async Task Report_TypedThisMorning_IsReceivedThisMorningAndSaysSo()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var typed = Now.AddHours(-5);

        var (status, answer) = await new OfflineDevice(bureau, browser).SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), typed), ("f.photo", SampleFiles.Png));

        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("retenue").GetBoolean()));
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, answer.GetProperty("numero").GetString()!);
        Assert.Equal((Channel.Terrain, typed, typed), (dossier.Channel, dossier.ReceivedAt, dossier.SaisiHorsLigneAt));
        Assert.InRange(dossier.TransmisAt!.Value, typed.AddHours(5), Now.AddMinutes(1));
        Assert.Null(dossier.Mandat);
        Assert.Null(dossier.PersonneId);
        Assert.Contains("Exemple", dossier.UsagerNom, StringComparison.Ordinal);
        Assert.Contains("49.11502", dossier.Answers, StringComparison.Ordinal);
        await using var db = bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        Assert.Single(await db.Pieces.Where(piece => piece.DossierId == dossier.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Single(await db.DossierEvents.Where(line => line.DossierId == dossier.Id && line.Kind == EventKinds.SaisieHorsLigne).ToListAsync(TestContext.Current.CancellationToken));
        var screen = await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero));
        Assert.Contains("Saisi hors ligne", screen.TextOf("hors-ligne"), StringComparison.Ordinal);
        Assert.Contains("l’avait saisie hors ligne", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_AtTheCounter_CarriesItsChannelAndMandate()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var typed = Now.AddDays(-2);

        var (status, answer) = await new OfflineDevice(bureau, browser).SendAsync(OfflineDevice.Request(Guid.CreateVersion7(), typed));

        Assert.Equal(HttpStatusCode.OK, status);
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, answer.GetProperty("numero").GetString()!);
        Assert.Equal((Channel.Telephone, typed, "Alix Témoin"), (dossier.Channel, dossier.ReceivedAt, dossier.UsagerNom));
        Assert.Equal(typed, dossier.Mandat!.DeclaredAt);
        Assert.Contains("Saisi hors ligne", (await browser.GetAsync(bureau.Url("/accueil/recu/" + dossier.Numero))).TextOf("hors-ligne"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SentAgain_IsTheSameDossierWithTheSamePieces()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var device = new OfflineDevice(bureau, browser);
        var report = OfflineDevice.Report(Guid.CreateVersion7(), Now.AddHours(-1));

        var first = await device.SendAsync(report, ("f.photo", SampleFiles.Png), ("f.photo", SampleFiles.Jpeg()));
        report["f.description"] = "Autre chose";
        var second = await device.SendAsync(report, ("f.photo", SampleFiles.Png), ("f.photo", SampleFiles.Jpeg()));

        Assert.Equal(first.Answer.GetProperty("numero").GetString(), second.Answer.GetProperty("numero").GetString());
        Assert.Equal(first.Answer.GetProperty("recue").GetString(), second.Answer.GetProperty("recue").GetString());
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, first.Answer.GetProperty("numero").GetString()!);
        Assert.Contains("Un trou profond.", dossier.Answers, StringComparison.Ordinal);
        await using var db = bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        Assert.Equal(2, await db.Pieces.CountAsync(piece => piece.DossierId == dossier.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SentManyTimesAtOnce_IsOneDossier()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var cle = Guid.CreateVersion7();
        var report = OfflineDevice.Report(cle, Now.AddHours(-1));
        var session = await new OfflineDevice(bureau, browser).SessionAsync();
        var mark = (session.GetProperty("entete").GetString()!, session.GetProperty("jeton").GetString()!);

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.RequestAsync(
            HttpMethod.Post, bureau.Url("/hors-ligne/envois"), OfflineDevice.Body(report, ("f.photo", SampleFiles.Png)), mark)));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.Status));
        Assert.Single(pages.Select(page => JsonDocument.Parse(page.Text).RootElement.GetProperty("numero").GetString()).Distinct());
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        var dossier = await db.Dossiers.SingleAsync(row => row.CleHorsLigne == cle, TestContext.Current.CancellationToken);
        Assert.Equal(1, await db.Pieces.CountAsync(piece => piece.DossierId == dossier.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FormThatWasOpenBeforeTheCut_KeepsWhatItHadAndIsOneDossierWithItsPage()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/terrain?commune=50502&demarche=signalement-voirie"));
        var shown = await browser.SubmitAsync(page, "terrain", new() { ["f.lieu.lieu"] = "ici" }, new() { ["f.photo"] = ("avant.png", SampleFiles.Png, "image/png") });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shown.Status);
        var device = new OfflineDevice(bureau, browser);
        var report = OfflineDevice.Report(Guid.CreateVersion7(), Now.AddHours(-1));
        report["Depot"] = shown.Form("terrain").QuerySelector("[name=Depot]")!.GetAttribute("value")!;

        var first = await device.SendAsync(report, ("f.photo", SampleFiles.Jpeg()));
        var second = await device.SendAsync(report, ("f.photo", SampleFiles.Jpeg()));
        var late = await browser.SubmitAsync(shown, "terrain", new() { ["f.categorie"] = "eau" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        var numero = first.Answer.GetProperty("numero").GetString();
        Assert.Equal((numero, numero), (second.Answer.GetProperty("numero").GetString(), late.TextOf("numero")));
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, numero!);
        await using var db = bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        Assert.Equal(2, await db.Pieces.CountAsync(piece => piece.DossierId == dossier.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SameKey_OfAnotherAgentOrCommune_IsAnotherThing()
    {
        var cle = Guid.CreateVersion7();
        using var first = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo, BureauFixture.Canisy);
        using var other = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var device = new OfflineDevice(bureau, first);

        var here = await device.SendAsync(OfflineDevice.Report(cle, Now));
        var elsewhere = await device.SendAsync(OfflineDevice.Report(cle, Now, BureauFixture.Canisy));
        var stolen = await new OfflineDevice(bureau, other).SendAsync(OfflineDevice.Report(cle, Now));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (here.Status, elsewhere.Status));
        Assert.NotEqual(here.Answer.GetProperty("numero").GetString(), elsewhere.Answer.GetProperty("numero").GetString());
        Assert.Equal(HttpStatusCode.Conflict, stolen.Status);
        Assert.DoesNotContain("numero", stolen.Answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(24 * 365 * 50, false)]
    [InlineData((-7 * 24) - 1, false)]
    [InlineData(-24 * 365 * 100, false)]
    [InlineData((-7 * 24) + 1, true)]
    public async Task TimeOfADevice_ThatCannotBe_GivesWayToOursAndBothAreShown(int hours, bool kept)
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var (before, typed) = (Now, Now.AddHours(hours));

        var (status, answer) = await new OfflineDevice(bureau, browser).SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), typed));

        Assert.Equal((HttpStatusCode.OK, kept), (status, answer.GetProperty("retenue").GetBoolean()));
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, answer.GetProperty("numero").GetString()!);
        Assert.Equal(typed, dossier.SaisiHorsLigneAt);
        if (kept)
        {
            Assert.Equal(typed, dossier.ReceivedAt);
            return;
        }

        Assert.Equal(dossier.TransmisAt, dossier.ReceivedAt);
        Assert.InRange(dossier.ReceivedAt, before, Now.AddMinutes(1));
        Assert.Contains("L’appareil disait", (await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero))).TextOf("hors-ligne"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockSomeMinutesAhead_IsBelievedButNeverReceivesInTheFuture()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        var (_, answer) = await new OfflineDevice(bureau, browser).SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), Now.AddMinutes(4)));

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, answer.GetProperty("numero").GetString()!);
        Assert.True(dossier.IsSaisieRetenue);
        Assert.Equal(dossier.TransmisAt, dossier.ReceivedAt);
    }

    [Theory]
    [InlineData("Saisie", "hier")]
    [InlineData("Saisie", "2026-01-01T10:00:00+02:00")]
    [InlineData("Saisie", "99999-01-01T10:00:00.000Z")]
    [InlineData("Cle", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Cle", "1")]
    [InlineData("Genre", "autre")]
    public async Task WhatIsNoSending_IsRefused(string name, string value)
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var report = OfflineDevice.Report(Guid.CreateVersion7(), Now);
        report[name] = value;

        Assert.Equal(HttpStatusCode.BadRequest, (await new OfflineDevice(bureau, browser).SendAsync(report)).Status);
    }

    [Fact]
    public async Task CommuneOfOthers_AndRoleThatOnlyReads_AreNotThere()
    {
        using var elected = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var device = new OfflineDevice(bureau, elected);

        Assert.Equal(HttpStatusCode.NotFound, (await device.SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), Now, BureauFixture.Canisy))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await device.SendAsync(OfflineDevice.Request(Guid.CreateVersion7(), Now))).Status);
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        Assert.Equal(HttpStatusCode.NotFound, (await new OfflineDevice(bureau, operateur).SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), Now))).Status);
    }

    [Fact]
    public async Task WhatIsNotOfferedOrNotReady_IsRefusedInWordsAndFilesNothing()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var device = new OfflineDevice(bureau, browser);
        var cle = Guid.CreateVersion7();
        var report = OfflineDevice.Report(cle, Now);

        report["Demarche"] = "acte-naissance";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await device.SendAsync(report)).Status);
        report["Demarche"] = "signalement-voirie";
        report.Remove("f.categorie");
        var incomplete = await device.SendAsync(report);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, incomplete.Status);
        Assert.Contains("Choisissez le type de problème", incomplete.Answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        var request = OfflineDevice.Request(Guid.CreateVersion7(), Now);
        request.Remove("Accord");
        Assert.Contains("Cochez la case", (await device.SendAsync(request)).Answer.GetProperty("message").GetString(), StringComparison.Ordinal);

        // Mended, it goes under the same key.
        report["f.categorie"] = "eau";
        Assert.Equal(HttpStatusCode.OK, (await device.SendAsync(report)).Status);
    }

    [Fact]
    public async Task PhotoThatIsTooLarge_IsRefusedInWords()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var device = new OfflineDevice(bureau, browser);

        var large = await device.SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), Now), ("f.photo", new byte[(10 * 1024 * 1024) + 1]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.Status);
        Assert.Contains("dépasse 10", large.Answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        var huge = await device.SendAsync(OfflineDevice.Report(Guid.CreateVersion7(), Now), ("f.photo", new byte[40 * 1024 * 1024]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.Status);
    }

    [Fact]
    public async Task WithoutTheMark_OrASession_NothingIsFiled()
    {
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var cle = Guid.CreateVersion7();

        var forged = await browser.RequestAsync(HttpMethod.Post, bureau.Url("/hors-ligne/envois"), OfflineDevice.Body(OfflineDevice.Report(cle, Now)));
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        Assert.True(JsonDocument.Parse(forged.Text).RootElement.GetProperty("jeton").GetBoolean());
        using var stranger = bureau.Appliance.Browse();
        var unknown = await stranger.RequestAsync(HttpMethod.Post, bureau.Url("/hors-ligne/envois"), OfflineDevice.Body(OfflineDevice.Report(cle, Now)));
        Assert.Equal(HttpStatusCode.Redirect, unknown.Status);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.False(await db.Dossiers.AnyAsync(row => row.CleHorsLigne == cle, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Session_GivesEachAgentTheirOwnKeyAndNobodyElseAny()
    {
        var (courriel, _) = await bureau.AddPersonAsync(Role.Elu, BureauFixture.SaintLo);
        using var first = await bureau.SignInAsync(courriel);
        using var again = await bureau.SignInAsync(courriel);
        using var other = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        var (mine, back, theirs) = (await new OfflineDevice(bureau, first).SessionAsync(), await new OfflineDevice(bureau, again).SessionAsync(), await new OfflineDevice(bureau, other).SessionAsync());

        Assert.Equal(32, mine.GetProperty("cle").GetBytesFromBase64().Length);
        Assert.Equal(mine.GetProperty("cle").GetString(), back.GetProperty("cle").GetString());
        Assert.Equal(mine.GetProperty("agent").GetString(), back.GetProperty("agent").GetString());
        Assert.NotEqual(mine.GetProperty("cle").GetString(), theirs.GetProperty("cle").GetString());
        Assert.NotEqual(mine.GetProperty("agent").GetString(), theirs.GetProperty("agent").GetString());
        Assert.True((await first.GetAsync(bureau.Url("/hors-ligne/session"))).Headers.CacheControl!.NoStore);
        using var stranger = bureau.Appliance.Browse();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(bureau.Url("/hors-ligne/session"), follow: false)).Status);
        using var usager = await bureau.SignInAsync((Role?)null);
        Assert.Equal(HttpStatusCode.Forbidden, (await usager.GetAsync(bureau.Url("/hors-ligne/session"), follow: false)).Status);
    }
}
