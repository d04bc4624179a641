using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Administration;

/// <summary>The register, the retention table, and what is given to a person who asks for their data.</summary>
public sealed partial class PersonalDataTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private const string Pages = "/administration/donnees-personnelles";

    private IServiceProvider Services => fixture.Appliance.Services;

    [Fact]
    public async Task Register_NamesEveryOfferedDemarcheWithItsCategories()
    {
        var commune = fixture.CommuneId(BureauFixture.SaintLo);
        foreach (var code in (string[])["cantine-periscolaire", "location-salle", "subvention"])
        {
            await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(commune, code, CancellationToken.None);
        }

        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(fixture.Url(Pages));
        await using var db = fixture.Appliance.Open(CommuneScope.One(commune));
        var offered = await Services.GetRequiredService<RegisterReading>().OfferedAsync(db, commune, CancellationToken.None);

        Assert.Equal(await db.DemarcheAdoptions.CountAsync(), offered.Count);
        Assert.Equal(offered.Select(demarche => "#r-" + demarche.Code), page.Find("sommaire")!.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(offered, demarche => Assert.NotNull(page.Html.GetElementById("r-" + demarche.Code)));
        var canteen = page.Html.GetElementById("r-cantine-periscolaire")!.ParentElement!.TextContent;
        Assert.Contains("Santé", canteen);
        Assert.Contains("donnée sensible", canteen);
        Assert.Contains("Enfants et mineurs", canteen);
        Assert.Contains("Coordonnées", canteen);
        Assert.Contains("Localisation et biens", CategoriesOf("signalement-voirie"));
        Assert.Contains("Situation économique et financière", CategoriesOf("subvention"));
        Assert.Contains("Vie professionnelle ou associative", CategoriesOf("subvention"));
        Assert.Contains("mairie@exemple.fr", page.TextOf("responsable"));
        Assert.All(page.Html.QuerySelectorAll("[data-testid=traitement]"), entry => Assert.Contains("pour une autre (proche, représentant légal, aidant", entry.TextContent));
        Assert.Contains("Mandat, quand la demande est faite pour une autre personne", canteen);

        var paper = await browser.GetAsync(fixture.Url(Pages + "/imprimer"));
        Assert.Null(paper.Html.QuerySelector("nav.tabs"));
        Assert.Equal(offered.Count, paper.Html.QuerySelectorAll("[data-testid=traitement]").Length);
    }

    [Fact]
    public void Health_IsSaidOfChildrenAndNotOfDogs()
    {
        Assert.Contains(DataCategories.Sante, CategoriesOf("cantine-periscolaire"));
        Assert.DoesNotContain(DataCategories.Sante, CategoriesOf("chien-categorie"));
        Assert.DoesNotContain(DataCategories.Sante, CategoriesOf("accessibilite-reclamation"));
        Assert.All(DemarcheCatalogue.Load().Newest, demarche =>
        {
            Assert.Contains(DataCategories.Of(demarche), category => category.Name == "Identité");
            Assert.Equal(DataCategories.Of(demarche).Count, DataCategories.Of(demarche).Select(category => category.Name).Distinct().Count());
        });
    }

    [Fact]
    public async Task Csv_IsReadByASpreadsheetAndHoldsNoFormula()
    {
        var commune = fixture.Appliance.Commune(BureauFixture.Canisy);
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var sent = await browser.GetAsync(fixture.Url($"{Pages}/csv?commune={BureauFixture.Canisy}"));
        Assert.Equal("text/csv", sent.MediaType);

        await using var db = fixture.Appliance.Open(CommuneScope.One(commune.Id));
        var register = await Services.GetRequiredService<RegisterReading>().ReadAsync(db, commune, CancellationToken.None);
        var hostile = register with
        {
            Entries = [.. register.Entries, register.Entries[0] with { Libelle = "=HYPERLINK(\"http://exemple.fr\";\"voir\")", Purpose = "+1", Recipients = "@SUM(1)", Retention = "-2\r\n\"guillemets\" ; point-virgule" }],
        };
        var bytes = RegisterCsv.Write(hostile);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        using var reader = CsvReader.FromText(System.Text.Encoding.UTF8.GetString(bytes[3..]), new CsvReaderOptions { Separator = ';', HasHeader = true });
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        Assert.Equal(hostile.Entries.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(16, row.Length));
        Assert.All(rows.SelectMany(row => row), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0]), cell));
        Assert.Equal("'=HYPERLINK(\"http://exemple.fr\";\"voir\")", rows[^1][0]);
        Assert.EndsWith("-2\r\n\"guillemets\" ; point-virgule", rows[^1][8]);
    }

    [Fact]
    public async Task Retention_CountsTheEndedDossiersThatReachedTheirTime()
    {
        var commune = fixture.CommuneId(BureauFixture.Dangy);
        var rule = DemarcheCatalogue.Load().Find("contact-mairie")!.Retention!;
        var now = fixture.Appliance.Time.GetUtcNow().UtcDateTime;
        var filed = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            filed.Add((await fixture.FileAsync(BureauFixture.Dangy)).Id);
        }

        await Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(commune), async (db, token) =>
        {
            foreach (var (id, at) in filed.Zip((DateTime[])[now.AddMonths(-rule.DuaMonths).AddDays(-1), now.AddMonths(-rule.DuaMonths).AddDays(2), now]))
            {
                (await db.Dossiers.FirstAsync(row => row.Id == id, token)).AnswerOnTheSpot("Fait.", at);
            }

            await db.SaveChangesAsync(token);
        }, CancellationToken.None);

        await using var read = fixture.Appliance.Open(CommuneScope.One(commune));
        var lines = await Services.GetRequiredService<RetentionTable>().ReadAsync(read, commune, CancellationToken.None);
        var line = Assert.Single(lines, line => line.Closed > 0);
        Assert.Equal((3, 1, rule), (line.Closed, line.Reached, line.Rule));

        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.Dangy);
        Assert.Contains("1\u00a0dossier terminé a atteint sa durée", (await browser.GetAsync(fixture.Url(Pages + "/conservation"))).TextOf("a-terme"));
    }

    [Fact]
    public async Task Pages_OfAnotherCommune_AreNotFound()
    {
        using var other = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        foreach (var path in (string[])["", "/csv", "/imprimer", "/conservation", "/personne"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(fixture.Url($"{Pages}{path}?commune={BureauFixture.Canisy}"))).Status);
        }

        using var clerk = await fixture.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        Assert.NotEqual("administration-registre", (await clerk.GetAsync(fixture.Url(Pages))).Name);
    }

    [Theory]
    [InlineData("CAMILLE.partout@exemple.fr ", true)]
    [InlineData("eléonore  DÉSIRÉ", false)]
    [InlineData("+33 6 12 34 56 78", true)]
    public async Task Person_IsFoundHoweverTheyAreWritten(string typed, bool ticked)
    {
        var filed = await FileAsync(BureauFixture.SaintLo, "Désiré-Cœur", "Éléonore", "Camille.Partout@exemple.fr", "0612345678");
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var found = await SearchAsync(browser, BureauFixture.SaintLo, typed);

        var box = found.Html.QuerySelector($"input[value='{filed.Numero}']");
        Assert.NotNull(box);
        Assert.Equal(ticked, box.HasAttribute("checked"));
        Assert.Null((await SearchAsync(browser, BureauFixture.SaintLo, "partout@exemple.fr")).Html.QuerySelector($"input[value='{filed.Numero}']"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SearchAsync(browser, BureauFixture.SaintLo, " ")).Status);
    }

    [Fact]
    public async Task Site_LeadsToTheDemarcheOfRights_WhenItIsOffered()
    {
        var adopt = Services.GetRequiredService<AdoptDemarche>();
        await adopt.AdoptAsync(fixture.CommuneId(BureauFixture.SaintLo), "droit-rgpd", CancellationToken.None);
        using var browser = fixture.Appliance.Browse();
        var page = await browser.GetAsync(fixture.Appliance.Url(fixture.Appliance.Commune(BureauFixture.SaintLo).Slug, "/donnees-personnelles"));
        Assert.NotNull(page.Html.QuerySelector("a[href='/demarches/droit-rgpd']"));

        await using var db = fixture.Appliance.Open(CommuneScope.One(fixture.CommuneId(BureauFixture.Canisy)));
        if (await db.DemarcheAdoptions.AnyAsync(row => row.Code == "droit-rgpd"))
        {
            await adopt.LeaveAsync(fixture.CommuneId(BureauFixture.Canisy), "droit-rgpd", CancellationToken.None);
        }

        page = await browser.GetAsync(fixture.Appliance.Url(fixture.Appliance.Commune(BureauFixture.Canisy).Slug, "/donnees-personnelles"));
        Assert.Null(page.Html.QuerySelector("a[href='/demarches/droit-rgpd']"));
        Assert.Contains("Écrire à la mairie pour exercer vos droits", page.Text);
    }

    private static List<string> CategoriesOf(string code) => [.. DataCategories.Of(DemarcheCatalogue.Load().Find(code)!).Select(category => category.Name)];

    private async Task<TestPage> SearchAsync(TestBrowser browser, string insee, string typed) =>
        await browser.SubmitAsync(await browser.GetAsync(fixture.Url($"{Pages}/personne?commune={insee}")), "chercher", new() { ["Recherche"] = typed });

    private Task<FiledDossier> FileAsync(string insee, string nom, string prenom, string courriel, string? telephone = null, Mandat? mandat = null, Guid? sub = null) =>
        Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand
            {
                CommuneId = fixture.CommuneId(insee),
                Demarche = Services.GetRequiredService<DemarcheCatalogue>().Find("contact-mairie")!,
                Answers = PersonAnswers.Of(nom, prenom, courriel, telephone),
                Channel = Channel.Web,
                Mandat = mandat,
                UsagerSub = sub,
            },
            CancellationToken.None);

    private async Task<(Guid Draft, string File)> AddDraftAsync(Guid dossierId, string courriel)
    {
        const string Words = "%PDF-1.7 essai";
        var (sha256, length) = await Services.GetRequiredService<FileStore>().AddAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Words)), CancellationToken.None);
        var (id, commune, now) = (Guid.CreateVersion7(), fixture.CommuneId(BureauFixture.SaintLo), fixture.Appliance.Time.GetUtcNow().UtcDateTime);
        await Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(commune), async (db, token) =>
        {
            db.Drafts.Add(new Draft { Id = id, CommuneId = commune, SecretHash = [1], DemarcheCode = "contact-mairie", DemarcheVersion = "1.0.0", Channel = Channel.Web, Answers = PersonAnswers.Of("Exemple", "Lou", courriel, null).ToJson(), CreatedAt = now, UpdatedAt = now });
            db.Pieces.Add(new Piece { Id = Guid.CreateVersion7(), CommuneId = commune, DossierId = dossierId, FileName = "../plan.pdf", MediaType = "application/pdf", Length = length, Sha256 = sha256, Origin = PieceOrigin.Usager, AddedAt = now });
            await db.SaveChangesAsync(token);
        }, CancellationToken.None);
        return (id, Words);
    }

    private async Task<List<DossierEvent>> ExportLinesAsync(string insee, Guid dossierId)
    {
        await using var db = fixture.Appliance.Open(CommuneScope.One(fixture.CommuneId(insee)));
        return await db.DossierEvents.Where(row => row.DossierId == dossierId && row.Kind == EventKinds.DonneesExportees).ToListAsync();
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }
}
