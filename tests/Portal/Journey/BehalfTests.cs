using System.Net;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>A request made for another person: the mandate is kept, shown, frozen, and both sides are told.</summary>
public sealed class BehalfTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    private const string Behalf = JourneyWorld.Demarche + "/demande/au-nom-de";

    [Fact]
    public async Task Request_ForOneself_IsOnlyOfferedTheOtherWayByALink()
    {
        using var browser = world.Appliance.Browse();

        Assert.EndsWith("/au-nom-de", (await browser.GetAsync(world.Url(JourneyWorld.Demarche))).Find("pour-un-autre")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull((await world.BeginAsync(browser)).Find("pour-un-autre"));
        var check = await world.ReachCheckAsync(browser);
        Assert.Null(check.Find("mandat"));
        var receipt = await browser.SubmitAsync(check, "envoyer");
        Assert.Null(receipt.Find("mandat"));
        Assert.Null((await world.DossierOfAsync(receipt.TextOf("code-suivi"))).Mandat);
    }

    [Fact]
    public async Task Request_ForAnother_IsFiledWithItsMandate_AndBothSidesAreTold()
    {
        using var browser = world.Appliance.Browse();
        var first = await DeclareAsync(browser, Aidante(), Signed());
        Assert.Equal("demande", first.Name);
        Assert.NotNull(first.Find("au-nom-de"));

        var check = await AnswerAsync(browser, first);
        Assert.Contains("Nadia Essai, France Services de Saint-Lô", check.TextOf("mandat"), StringComparison.Ordinal);
        Assert.Contains("mandat signé joint", check.TextOf("mandat"), StringComparison.Ordinal);
        Assert.EndsWith("/au-nom-de?retour=verifier", check.Find("mandat")!.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        var receipt = await browser.SubmitAsync(check, "envoyer");
        // A second press gives the same receipt, and nothing is sent again.
        Assert.Equal(receipt.TextOf("code-suivi"), (await browser.SubmitAsync(check, "envoyer")).TextOf("code-suivi"));

        Assert.Contains("au nom de Camille Modèle par Nadia Essai", receipt.TextOf("mandat"), StringComparison.Ordinal);
        Assert.Contains("camille.modele@example.org", receipt.TextOf("mandat"), StringComparison.Ordinal);
        Assert.Contains("Nous vous envoyons ce reçu à nadia.essai@example.org", receipt.Html.Body!.TextContent, StringComparison.Ordinal);
        var dossier = await world.DossierOfAsync(receipt.TextOf("code-suivi"));
        Assert.Equal("Camille Modèle", dossier.UsagerNom);
        Assert.Equal(MandatQualite.Aidant, dossier.Mandat!.Qualite);

        var mails = await CourrielsAsync(dossier.Id);
        Assert.Equal(["accuse-enregistrement>nadia.essai@example.org", "mandat-personne>camille.modele@example.org"], mails.Select(mail => $"{mail.Kind}>{mail.Destinataire}").Order(StringComparer.Ordinal));
        var told = mails.Single(mail => mail.Kind == "mandat-personne");
        Assert.Contains("Nadia Essai, France Services de Saint-Lô (aidant France Services ou travailleur social)", told.Texte, StringComparison.Ordinal);
        Assert.Contains("Vous n’avez pas demandé cela", told.Texte, StringComparison.Ordinal);
        Assert.Contains("02 33 00 00 00", told.Texte, StringComparison.Ordinal);
        var receiptMail = mails.Single(mail => mail.Kind == "accuse-enregistrement");
        Assert.StartsWith("Vous recevez ce courriel parce que vous avez fait cette demande au nom de Camille Modèle.", receiptMail.Texte, StringComparison.Ordinal);
        Assert.Contains("au nom de Camille Mod&#232;le.</p>", receiptMail.Html, StringComparison.Ordinal);

        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        var piece = await db.Pieces.SingleAsync(row => row.Id == dossier.Mandat.PieceId, Token);
        Assert.Equal(dossier.Id, piece.DossierId);
        var line = await db.DossierEvents.SingleAsync(row => row.DossierId == dossier.Id && row.Kind == EventKinds.MandatDeclare, Token);
        Assert.Contains("\"qualite\":\"Aidant\"", line.Data, StringComparison.Ordinal);
        foreach (var said in (string[])["Nadia", "France Services", "nadia.essai", "Camille", "0612345678", "612345678"])
        {
            Assert.DoesNotContain(await db.DossierEvents.Where(row => row.DossierId == dossier.Id).Select(row => row.Data).ToListAsync(Token), data => data.Contains(said, StringComparison.OrdinalIgnoreCase));
        }

        Assert.True((await world.Appliance.Services.GetRequiredService<VerifyLog>().RunAsync(world.SaintLo, Token)).Holds);
    }

    [Fact]
    public async Task Mandate_SurvivesTheCodeOnAnotherDevice_AndMayBeChangedOrTakenAway()
    {
        using var phone = world.Appliance.Browse();
        var first = await DeclareAsync(phone, Aidante());
        await phone.SubmitAsync(first, "demande", JourneyWorld.Acte());
        var code = (await phone.SubmitAsync(await phone.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/reprendre")), "code")).TextOf("code");

        using var computer = world.Appliance.Browse();
        var resumed = await computer.SubmitAsync(await computer.GetAsync(world.Url("/suivi")), "suivi", new() { ["code"] = code });
        Assert.NotNull(resumed.Find("au-nom-de"));
        var known = await computer.GetAsync(world.Url(Behalf));
        Assert.Equal("Nadia Essai", known.Html.QuerySelector("[name=nom]")!.GetAttribute("value"));
        Assert.NotNull(await DeclareAsync(computer, new() { ["nom"] = "Nadia Autre" }));
        Assert.Equal("Nadia Autre", (await phone.GetAsync(world.Url(Behalf))).Html.QuerySelector("[name=nom]")!.GetAttribute("value"));

        var own = await computer.SubmitAsync(await computer.GetAsync(world.Url(Behalf)), "au-nom-de", new() { ["geste"] = "retirer" });
        Assert.Equal("demande", own.Name);
        Assert.Null(own.Find("au-nom-de"));
    }

    [Fact]
    public async Task Person_WithoutAnAddress_MayBeHelped_AndTheScreenSaysHowTheyAreTold()
    {
        using var browser = world.Appliance.Browse();
        var first = await DeclareAsync(browser, Aidante());
        var check = await AnswerAsync(browser, first, courriel: "");
        Assert.Equal("verifier", check.Name);

        var receipt = await browser.SubmitAsync(check, "envoyer");

        Assert.Contains("par lettre ou par téléphone", receipt.TextOf("mandat"), StringComparison.Ordinal);
        var dossier = await world.DossierOfAsync(receipt.TextOf("code-suivi"));
        Assert.Null(dossier.UsagerCourriel);
        Assert.Equal("nadia.essai@example.org", dossier.Destinataires);
        Assert.Equal("accuse-enregistrement", Assert.Single(await CourrielsAsync(dossier.Id)).Kind);
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        Assert.Equal(TacheKind.PrevenirPersonne, (await db.Taches.SingleAsync(row => row.DossierId == dossier.Id, Token)).Kind);
    }

    [Fact]
    public async Task Receipt_OfWhoActed_IsThereNoMoreOnceThePersonContests()
    {
        using var browser = world.Appliance.Browse();
        var receipt = await browser.SubmitAsync(await AnswerAsync(browser, await DeclareAsync(browser, Aidante())), "envoyer");
        var dossier = await world.DossierOfAsync(receipt.TextOf("code-suivi"));
        Assert.Equal("dossier", (await browser.GetAsync(world.Url("/suivi/dossier"))).Name);

        await world.Appliance.Services.GetRequiredService<ContestMandat>().RunAsync(dossier.Numero, dossier.Version, "Non.", world.Agent(), Token);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(receipt.Url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url(JourneyWorld.Demarche + "/demande/recu.pdf"))).Status);
        Assert.Equal("suivi", (await browser.GetAsync(world.Url("/suivi/dossier"))).Name);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/suivi/dossier/recu.pdf"))).Status);
    }

    [Theory]
    [InlineData("qualite", "Agent", "Dites qui vous êtes")]
    [InlineData("qualite", "1", "Dites qui vous êtes")]
    [InlineData("nom", " ", "Saisissez vos prénom et nom")]
    [InlineData("nom", "Nadia\u202EEssai", "caractères spéciaux")]
    [InlineData("structure", "", "Saisissez le nom de votre structure")]
    [InlineData("courriel", "nadia@", "Saisissez une adresse électronique")]
    [InlineData("telephone", "abc", "Saisissez un numéro")]
    [InlineData("courriels", "99", "Choisissez à qui")]
    [InlineData("date.Annee", "2999", "à venir")]
    [InlineData("date.Jour", "32", "Saisissez le jour")]
    [InlineData("honneur", "", "Cochez la case")]
    public async Task Post_SomethingToMend_IsSaidAndNothingIsKept(string name, string value, string words)
    {
        using var browser = world.Appliance.Browse();
        var values = Aidante();
        values[name] = value;

        var refused = await DeclareAsync(browser, values);

        Assert.Equal("au-nom-de", refused.Name);
        Assert.Contains(words, refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.CookiesOf(new Uri(world.Url("/")).Authority).Keys, cookie => cookie.Contains("brouillon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_AMandateThatIsNoDocument_IsRefusedBesideItsQuestion()
    {
        using var browser = world.Appliance.Browse();

        var refused = await DeclareAsync(browser, Aidante(), new() { ["fichier"] = ("mandat.pdf", "<script>"u8.ToArray(), "application/pdf") });

        Assert.Contains("n’est pas un", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(world.Url("/demarches/inconnue/demande/au-nom-de"))).Status);
    }

    [Theory]
    [InlineData(MandatCourriels.LesDeux, "a@exemple.fr", "b@exemple.fr", "a@exemple.fr et b@exemple.fr")]
    [InlineData(MandatCourriels.LesDeux, "a@exemple.fr", "A@exemple.fr", "a@exemple.fr")]
    [InlineData(MandatCourriels.LesDeux, null, "b@exemple.fr", "b@exemple.fr")]
    [InlineData(MandatCourriels.Mandataire, "a@exemple.fr", "b@exemple.fr", "b@exemple.fr")]
    [InlineData(MandatCourriels.Mandataire, "a@exemple.fr", null, "a@exemple.fr")]
    [InlineData(MandatCourriels.Personne, "a@exemple.fr", "b@exemple.fr", "a@exemple.fr")]
    [InlineData(MandatCourriels.Personne, null, null, null)]
    public void Mails_GoToThoseWhomTheMandateNames_AndNeverToOneThatIsContested(MandatCourriels envoi, string? person, string? helper, string? expected)
    {
        var dossier = new Dossier
        {
            Id = Guid.CreateVersion7(),
            CommuneId = Guid.CreateVersion7(),
            Numero = "50502-2026-00001",
            Code = "AAAAAAAAAA",
            DemarcheCode = "x",
            DemarcheVersion = "1.0.0",
            Objet = "x",
            Channel = Channel.Web,
            ReceivedAt = DateTime.UnixEpoch,
            Answers = "{}",
            UsagerNom = "A",
            UsagerCourriel = person,
            Mandat = new Mandat { Qualite = MandatQualite.Proche, Nom = "B", Courriel = helper, Date = new DateOnly(2026, 1, 1), Courriels = envoi, DeclaredAt = DateTime.UnixEpoch },
        };

        Assert.Equal(expected, dossier.Destinataires);
        Assert.Equal(dossier.Mandat, Mandat.Read(dossier.Mandat!.ToJson()));
        dossier.ContestMandat(FollowUpCode.Draw(), DateTime.UnixEpoch);
        // An address that is theirs both may be read by the one whom the person refuses.
        Assert.Equal(string.Equals(person, helper, StringComparison.OrdinalIgnoreCase) ? null : person, dossier.Destinataires);
        Assert.Throws<DossierRuleException>(() => dossier.ContestMandat(FollowUpCode.Draw(), DateTime.UnixEpoch));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static Dictionary<string, string> Aidante() => new()
    {
        ["qualite"] = "Aidant",
        ["nom"] = "Nadia Essai",
        ["structure"] = "France Services de Saint-Lô",
        ["courriel"] = "nadia.essai@example.org",
        ["telephone"] = "06 12 34 56 78",
        ["courriels"] = "LesDeux",
        ["honneur"] = "true",
    };

    private static Dictionary<string, (string, byte[], string)> Signed() => new() { ["fichier"] = ("mandat.pdf", JourneyWorld.Pdf("mandat"), "application/pdf") };

    private async Task<TestPage> DeclareAsync(TestBrowser browser, Dictionary<string, string> values, Dictionary<string, (string, byte[], string)>? files = null) =>
        await browser.SubmitAsync(await browser.GetAsync(world.Url(Behalf)), "au-nom-de", values, files);

    private static async Task<TestPage> AnswerAsync(TestBrowser browser, TestPage page, string courriel = "camille.modele@example.org")
    {
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Acte());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Parents());
        page = await JourneyWorld.FillAsync(browser, page, [], JourneyWorld.Identite());
        var person = JourneyWorld.Vous();
        person["f.courriel"] = courriel;
        return await JourneyWorld.FillAsync(browser, page, person);
    }

    private async Task<List<Courriel>> CourrielsAsync(Guid dossierId)
    {
        await using var db = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        return await db.Courriels.Where(row => row.DossierId == dossierId).ToListAsync(Token);
    }
}
