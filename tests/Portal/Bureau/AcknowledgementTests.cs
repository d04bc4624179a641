using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class AcknowledgementTests(BureauFixture bureau)
{
    [Fact]
    public async Task Qualify_TownHallWithoutPhone_SaysWhatIsMissingAndWhoAddsIt()
    {
        var filed = await bureau.FileAsync(BureauFixture.Dangy);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Dangy);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.Dangy);

        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        var toAdmin = await admin.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        Assert.DoesNotContain("la loi n’en demande pas", page.Text, StringComparison.Ordinal);
        var fault = page.TextOf("accuse-retenu");
        Assert.Contains("le téléphone de la mairie", fault, StringComparison.Ordinal);
        Assert.Contains("Dominique Exemple", fault, StringComparison.Ordinal);
        Assert.NotNull(toAdmin.Html.QuerySelector("a[href='/administration/mairie?commune=50159']"));
        Assert.Null(page.Html.QuerySelector("a[href^='/administration/mairie']"));
    }

    [Fact]
    public async Task Qualify_TownHallWithoutPhone_IsToldInTheThreadInFrench()
    {
        var filed = await bureau.FileAsync(BureauFixture.Dangy);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.Dangy);

        var page = await QualifyAsync(browser, filed.Numero);

        Assert.Contains("Accusé de réception retenu", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("le téléphone de la mairie", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.DoesNotContain("accuse-retenu", page.TextOf("fil"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_CounterRequestHeldBack_LeavesOnceThePhoneIsThere()
    {
        var filed = await bureau.FileAtCounterAsync(BureauFixture.Dangy, "alix@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.Dangy);
        await QualifyAsync(browser, filed.Numero);
        await RunReceiptsAsync();
        Assert.Empty(await bureau.CourrielsAsync(BureauFixture.Dangy, filed.Id));

        await SetPhoneAsync("02 33 00 00 01");
        try
        {
            await RunReceiptsAsync();
        }
        finally
        {
            await SetPhoneAsync(null);
        }

        Assert.Equal("accuse-reception-papier", Assert.Single(await bureau.CourrielsAsync(BureauFixture.Dangy, filed.Id)).Kind);
        Assert.NotNull((await bureau.DossierAsync(BureauFixture.Dangy, filed.Numero)).AccuseReceptionAt);
    }

    [Fact]
    public async Task Paper_CounterRequestWithoutAddress_IsPrintedThenRecordedAndCounts()
    {
        var filed = await bureau.FileAtCounterAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("non opposables", page.TextOf("horloge"), StringComparison.Ordinal);

        var sheet = await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/accuse.pdf"));
        Assert.Equal("application/pdf", sheet.MediaType);
        Assert.StartsWith("%PDF-", sheet.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "accuser", new() { ["Voie"] = "MainPropre" });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("non opposables", page.TextOf("horloge"), StringComparison.Ordinal);
        Assert.Contains("a remis l’accusé de réception en main propre", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("réputée rejetée", page.TextOf("fil"), StringComparison.Ordinal);
        Assert.Contains("chaîne vérifiée", page.TextOf("journal"), StringComparison.Ordinal);
        Assert.Null(page.Find("accuse-papier"));
        Assert.NotNull((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AccuseReceptionAt);
        Assert.Empty(await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/accuse.pdf"))).Status);
    }

    [Fact]
    public async Task Paper_DayBeforeTheRequestOrToCome_IsRefused()
    {
        var filed = await bureau.FileAtCounterAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        foreach (var shift in (int[])[-2, 2])
        {
            var day = bureau.Appliance.Time.GetUtcNow().AddDays(shift);
            var refused = await browser.SubmitAsync(page, "accuser", new()
            {
                ["Voie"] = "Courrier",
                ["RemisLe.Jour"] = $"{day:%d}",
                ["RemisLe.Mois"] = $"{day:%M}",
                ["RemisLe.Annee"] = $"{day:yyyy}",
            });

            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.NotEmpty(refused.TextOf("erreurs"));
            Assert.Equal("Courrier", refused.Form("accuser").QuerySelector("input[name=Voie][checked]")!.GetAttribute("value"));
        }

        Assert.Null((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AccuseReceptionAt);
    }

    [Fact]
    public async Task Paper_RequestOfTheSiteWithAnAddress_KeepsItsChannel()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        Assert.Null(page.Find("accuse-papier"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/accuse.pdf"))).Status);
        Assert.Contains("n’est pas à donner sur papier", (await PostAsync(browser, page, filed.Numero)).TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_TownHallWithoutPhone_IsNeitherPrintedNorRecorded()
    {
        var filed = await bureau.FileAtCounterAsync(BureauFixture.Dangy);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.Dangy);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        Assert.Contains("le téléphone de la mairie", page.TextOf("accuse-papier"), StringComparison.Ordinal);
        Assert.Null(page.Find("accuse-pdf"));
        Assert.Equal(HttpStatusCode.Conflict, (await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/accuse.pdf"))).Status);
        Assert.Contains("le téléphone de la mairie", (await PostAsync(browser, page, filed.Numero)).TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Null((await bureau.DossierAsync(BureauFixture.Dangy, filed.Numero)).AccuseReceptionAt);
    }

    private async Task<TestPage> PostAsync(TestBrowser browser, TestPage page, string numero)
    {
        var form = page.Form("message");
        var today = FrenchDates.DayOf(bureau.Appliance.Time.GetUtcNow().UtcDateTime);
        return await browser.PostAsync(bureau.Url($"/dossiers/{numero}/accuser"), new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            ["Version"] = form.QuerySelector("input[name=Version]")!.GetAttribute("value")!,
            ["Voie"] = "MainPropre",
            ["RemisLe.Jour"] = $"{today:%d}",
            ["RemisLe.Mois"] = $"{today:%M}",
            ["RemisLe.Annee"] = $"{today:yyyy}",
        });
    }

    private async Task<TestPage> QualifyAsync(TestBrowser browser, string numero) => await browser.SubmitAsync(
        await browser.GetAsync(bureau.Url("/dossiers/" + numero)), "qualifier", new() { ["Complet"] = "true" });

    private Task<int> RunReceiptsAsync() =>
        ActivatorUtilities.CreateInstance<SendLegalReceipts>(bureau.Appliance.Services).RunAsync(CancellationToken.None);

    private async Task SetPhoneAsync(string? phone)
    {
        var id = bureau.CommuneId(BureauFixture.Dangy);
        await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(id), async (db, token) =>
        {
            (await db.Communes.FirstAsync(row => row.Id == id, token)).Telephone = phone;
            await db.SaveChangesAsync(token);
        });
        await bureau.Appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
    }
}
