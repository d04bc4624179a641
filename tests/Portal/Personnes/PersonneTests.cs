using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Purge;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Personnes;

/// <summary>Persons of a commune over real HTTP: recognized at filing, found, opened, merged and parted.</summary>
[Collection(nameof(BureauSuite))]
public sealed partial class PersonneTests(BureauFixture bureau)
{
    private static int s_names;

    [Fact]
    public async Task Filing_OfTheSamePerson_JoinsOneRecord_HoweverTheNameIsWritten()
    {
        var nom = NewName();
        var first = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        var second = await FileAsync(BureauFixture.SaintLo, "elodie", nom.ToUpperInvariant(), $" {nom.ToUpperInvariant()}@exemple.fr");
        var elsewhere = await FileAsync(BureauFixture.Canisy, nom, "Élodie", nom + "@exemple.fr");

        Assert.NotNull(first.PersonneId);
        Assert.Equal(first.PersonneId, second.PersonneId);
        Assert.NotNull(elsewhere.PersonneId);
        Assert.NotEqual(first.PersonneId, elsewhere.PersonneId);
    }

    [Fact]
    public async Task Filing_InDoubt_JoinsNothing_AndTheAgentSaysWhoseItIs()
    {
        var nom = NewName();
        var first = await FileAsync(BureauFixture.SaintLo, nom, "Alix", nom + "@exemple.fr");
        var namesake = await FileAsync(BureauFixture.SaintLo, nom, "Alix", "autre." + nom + "@exemple.fr");
        Assert.Null(namesake.PersonneId);

        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url($"/dossiers/{namesake.Numero}/personne"));
        Assert.Contains(nom, page.TextOf("propositions"), StringComparison.Ordinal);
        var joined = await browser.SubmitAsync(page, "rattacher");

        Assert.Equal("dossier", joined.Name);
        Assert.Equal(first.PersonneId, (await bureau.DossierAsync(BureauFixture.SaintLo, namesake.Numero)).PersonneId);
        Assert.Contains("a rattaché la demande à la fiche", joined.Html.Body!.TextContent, StringComparison.Ordinal);

        page = await browser.GetAsync(bureau.Url($"/dossiers/{namesake.Numero}/personne"));
        await browser.SubmitAsync(page, "nouvelle", new() { ["geste"] = "nouvelle" });
        var own = (await bureau.DossierAsync(BureauFixture.SaintLo, namesake.Numero)).PersonneId;
        Assert.NotEqual(first.PersonneId, own);
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        Assert.Equal(2, await db.DossierEvents.CountAsync(line => line.DossierId == namesake.Id && line.Kind == EventKinds.PersonneReconnue));
    }

    [Fact]
    public async Task Filing_FromOneAccount_TellsTheHouseholdApart()
    {
        var (nom, sub) = (NewName(), Guid.CreateVersion7());
        var own = await FileAsync(BureauFixture.SaintLo, nom, "Camille", nom + "@exemple.fr", sub);
        var same = await FileAsync(BureauFixture.SaintLo, nom, "C.", "", sub);
        var stranger = await FileAsync(BureauFixture.SaintLo, nom, "Robin", "", sub);

        Assert.Equal(own.PersonneId, same.PersonneId);
        Assert.Null(stranger.PersonneId);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("elodie {0}")]
    [InlineData("{0} ÉLO")]
    [InlineData("{0}@EXEMPLE.fr")]
    public async Task Search_FindsByNameInAnyOrder_AndByAddress(string question)
    {
        var nom = NewName();
        await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var typed = string.Format(System.Globalization.CultureInfo.InvariantCulture, question, nom);

        var found = await SearchAsync(browser, typed);

        Assert.Contains("Élodie " + nom, found.TextOf("personnes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_OfAPersonOfAnotherCommune_FindsNothing_AndThePageIsNotFound()
    {
        var nom = NewName();
        var filed = await FileAsync(BureauFixture.Canisy, nom, "Élodie", nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

        Assert.NotNull((await SearchAsync(browser, nom)).Find("aucune"));
        foreach (var path in (string[])["", "/modifier"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/personnes/{filed.PersonneId}{path}"))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/accueil?personne={filed.PersonneId}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url("/personnes?commune=50095"))).Status);

        // A form of one's own commune that names a record of the other.
        var own = await FileAsync(BureauFixture.SaintLo, NewName(), "Alix", NewName() + "@exemple.fr");
        var page = await browser.GetAsync(bureau.Url($"/personnes/{own.PersonneId}"));
        var token = page.Form("chercher").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await browser.PostAsync(bureau.Url($"/personnes/{own.PersonneId}/fusionner"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Saisie.Autre"] = filed.PersonneId.ToString()! });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.DoesNotContain(nom, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elu_SeesNoPerson()
    {
        var filed = await FileAsync(BureauFixture.SaintLo, NewName(), "Alix", NewName() + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/personnes/{filed.PersonneId}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url("/personnes"))).Status);
    }

    [Fact]
    public async Task NewRecord_ThatLooksLikeAnother_AsksFirst()
    {
        var nom = NewName();
        await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/personnes/nouvelle?canal=Guichet&commune=" + BureauFixture.SaintLo));
        var values = new Dictionary<string, string> { ["Saisie.Nom"] = nom, ["Saisie.Prenom"] = "Elodie", ["Saisie.Telephone"] = "06 39 98 00 14" };

        var asked = await browser.SubmitAsync(page, "personne-nouvelle", values);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains("Élodie " + nom, asked.TextOf("ressemblances"), StringComparison.Ordinal);

        var made = await browser.SubmitAsync(asked, "personne-nouvelle", new() { ["Autre"] = "true" });
        Assert.Equal("accueil", made.Name);
        Assert.Contains("Elodie " + nom, made.TextOf("pour"), StringComparison.Ordinal);

        values["Saisie.Nom"] = "285035050212345";
        Assert.Contains("sécurité sociale", (await browser.SubmitAsync(page, "personne-nouvelle", values)).TextOf("erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intake_ForAKnownPerson_IsFilledInAndCompletesTheRecord()
    {
        var nom = NewName();
        var before = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var found = await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/accueil?canal=Telephone")), "chercher-personne", new() { ["Recherche"] = nom });
        var chosen = await browser.GetAsync(new Uri(new Uri(found.Url), found.Html.QuerySelector("[data-personne]")!.GetAttribute("href")!).ToString());
        var form = await browser.GetAsync(new Uri(new Uri(chosen.Url), chosen.Html.QuerySelector("[data-demarche] a[href*=contact-mairie]")!.GetAttribute("href")!).ToString());
        Assert.Equal(nom, form.Form("accueil").QuerySelector("[name='f.demandeur-nom']")!.GetAttribute("value"));

        var receipt = await browser.SubmitAsync(form, "accueil", new() { ["f.objet"] = "Horaires", ["f.message"] = "Samedi ?", ["f.telephone"] = "06 39 98 00 14", ["Accord"] = "true" });

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Equal(before.PersonneId, dossier.PersonneId);
        Assert.Equal("+33639980014", (await ReadAsync(before.PersonneId!.Value)).Telephone);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await admin.GetAsync(bureau.Url($"/personnes/{before.PersonneId}"));
        Assert.Contains("2", page.TextOf("total"), StringComparison.Ordinal);
        Assert.Contains("Dominique Exemple", page.TextOf("acces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organisation_HasARepresentative_WhoseNameFillsTheIntakeIn()
    {
        var (nom, club) = (NewName(), "Club " + NewName());
        var filed = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var made = await browser.SubmitAsync(
            await browser.GetAsync(bureau.Url("/personnes/nouvelle")), "personne-nouvelle", new() { ["Saisie.Genre"] = "Organisation", ["Saisie.Nom"] = club, ["Saisie.Courriel"] = "club@exemple.fr", ["Autre"] = "true" });
        Assert.Equal("personne", made.Name);
        var found = await browser.SubmitAsync(made, "chercher", new() { ["Recherche"] = nom });
        var named = await browser.SubmitAsync(found, "nommer-" + filed.PersonneId, new() { ["Saisie.Qualite"] = "présidente" });
        Assert.Contains("présidente", named.TextOf("representants"), StringComparison.Ordinal);

        var id = new Uri(named.Url).Segments[^1];
        var intake = await browser.GetAsync(bureau.Url($"/accueil?demarche=contact-mairie&personne={id}"));
        Assert.Equal(nom, intake.Form("accueil").QuerySelector("[name='f.demandeur-nom']")!.GetAttribute("value"));
        Assert.Equal("club@exemple.fr", intake.Form("accueil").QuerySelector("[name='f.courriel']")!.GetAttribute("value"));

        var ended = await browser.SubmitAsync(named, "cesser");
        Assert.Null(ended.Find("representants"));
    }

    [Fact]
    public async Task Purge_DeletesOnlyRecordsThatNothingNeeds()
    {
        var (used, idle, consenting) = (NewName(), NewName(), NewName());
        var kept = await FileAsync(BureauFixture.SaintLo, used, "Alix", used + "@exemple.fr");
        var commune = bureau.CommuneId(BureauFixture.SaintLo);
        var ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        var old = bureau.Appliance.Time.GetUtcNow().UtcDateTime.AddYears(-2);
        await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(commune), async (db, token) =>
        {
            foreach (var (id, nom) in ids.Zip((string[])[idle, consenting]))
            {
                var personne = new Personne { Id = id, CommuneId = commune, Kind = PersonneKind.Physique, CreatedAt = old };
                personne.Describe(new PersonneDescription { Nom = nom }, old);
                db.Personnes.Add(personne);
            }

            db.PersonneConsents.Add(new PersonneConsent { Id = Guid.CreateVersion7(), CommuneId = commune, PersonneId = ids[1], Purpose = ConsentPurpose.Nouvelles, GivenAt = old, Note = "au guichet", GivenToNom = "Dominique" });
            (await db.Personnes.FirstAsync(row => row.Id == kept.PersonneId, token)).Touch(old);
            await db.SaveChangesAsync(token);
        });

        await ActivatorUtilities.CreateInstance<PurgePersonnes>(bureau.Appliance.Services).RunAsync(CancellationToken.None);

        await using var db = bureau.Appliance.Open(CommuneScope.One(commune));
        Assert.False(await db.Personnes.AnyAsync(row => row.Id == ids[0]));
        Assert.True(await db.Personnes.AnyAsync(row => row.Id == ids[1]));
        Assert.True(await db.Personnes.AnyAsync(row => row.Id == kept.PersonneId));
    }

    private static object Said(Personne personne) =>
        (personne.NomComplet, personne.Courriel, personne.Telephone, personne.Adresse, personne.Canal, personne.Sensible, personne.MergedIntoId, personne.UsagerSub);

    private static string NewName()
    {
        // Letters only, so that two never sound alike.
        var number = Interlocked.Increment(ref s_names);
        return "Vak" + string.Concat(number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture).Select(digit => "bakafalaravajadagasa".Substring(2 * (digit - '0'), 2))) + "k";
    }

    private Task<TestPage> SearchAsync(TestBrowser browser, string typed) => SearchAsync(browser, bureau.Url("/personnes"), typed);

    private static async Task<TestPage> SearchAsync(TestBrowser browser, string address, string typed) =>
        await browser.SubmitAsync(await browser.GetAsync(address), "chercher-personne", new() { ["Recherche"] = typed });

    private async Task<Personne> ReadAsync(Guid id)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        return await db.Personnes.SingleAsync(row => row.Id == id);
    }

    private async Task<Dossier> FileAsync(string insee, string nom, string prenom, string courriel, Guid? sub = null, string demarche = "contact-mairie")
    {
        var services = bureau.Appliance.Services;
        var filed = await services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand
            {
                CommuneId = bureau.CommuneId(insee),
                Demarche = services.GetRequiredService<DemarcheCatalogue>().Find(demarche)!,
                Answers = FormAnswers.Empty.With("demandeur-nom", new TextAnswer(nom)).With("demandeur-prenom", new TextAnswer(prenom)).With("courriel", new TextAnswer(courriel)),
                Channel = Channel.Web,
                UsagerSub = sub,
            },
            CancellationToken.None);
        return await bureau.DossierAsync(insee, filed.Numero);
    }
}
