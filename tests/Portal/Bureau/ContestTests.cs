using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class ContestTests(BureauFixture bureau)
{
    [Fact]
    public async Task Contest_WarnsOnTheDossier_IsLoggedWithoutItsWords_AndEndsTheMailsOfWhoActs()
    {
        var filed = await FileAsync();
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("Nadia Essai (un proche)", page.TextOf("mandat"), StringComparison.Ordinal);
        Assert.Null(page.Find("mandat-conteste"));

        var empty = await browser.SubmitAsync(page, "contester", new() { ["Contestation"] = " " });
        Assert.Equal(HttpStatusCode.Conflict, empty.Status);
        Assert.Contains("Écrivez ce que la personne", empty.TextOf("erreurs"), StringComparison.Ordinal);
        var contested = await browser.SubmitAsync(page, "contester", new() { ["Contestation"] = "Elle dit n’avoir rien demandé à Nadia." });
        Assert.NotNull(contested.Find("mandat-conteste"));
        Assert.Contains("rien demandé à Nadia", contested.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("chaîne vérifiée", contested.TextOf("journal"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.SubmitAsync(page, "contester", new() { ["Contestation"] = "Encore." })).Status);

        await browser.SubmitAsync(contested, "message", new() { ["Message"] = "Nous vous appelons." });
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        var mails = await db.Courriels.Where(row => row.DossierId == filed.Id && row.Kind == "message").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("camille.modele@exemple.fr", Assert.Single(mails).Destinataire);
        Assert.DoesNotContain(await db.DossierEvents.Where(row => row.DossierId == filed.Id).Select(row => row.Data).ToListAsync(TestContext.Current.CancellationToken),
            data => data.Contains("rien demandé", StringComparison.Ordinal) || data.Contains("Nadia", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_UnderAMandateForBoth_GoesToBoth()
    {
        var filed = await FileAsync();
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        Assert.Contains("partira à camille.modele@exemple.fr et nadia@exemple.fr", page.Form("message").TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync(page, "message", new() { ["Message"] = "Bien reçu." });

        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        var mails = await db.Courriels.Where(row => row.DossierId == filed.Id && row.Kind == "message").OrderBy(row => row.Destinataire).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["camille.modele@exemple.fr", "nadia@exemple.fr"], mails.Select(mail => mail.Destinataire));
        Assert.StartsWith("Vous recevez ce courriel parce que", mails[1].Texte, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contest_ByAnAgentOfAnotherCommune_FindsNothing_AndWithoutMandateIsRefused()
    {
        var filed = await FileAsync();
        using var stranger = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var contest = bureau.Appliance.Services.GetRequiredService<ContestMandat>();
        var (_, sub) = await bureau.AddPersonAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        var other = (await bureau.Appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(sub, TestContext.Current.CancellationToken))!;

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(bureau.Url("/dossiers/" + filed.Numero))).Status);
        Assert.False(await contest.RunAsync(filed.Numero, 1, "Non.", other, TestContext.Current.CancellationToken));
        Assert.Null((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).MandatContesteAt);
        var own = await bureau.FileAsync(BureauFixture.Canisy);
        await Assert.ThrowsAsync<DossierRuleException>(() => contest.RunAsync(own.Numero, 1, "Non.", other, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Contest_GivesTheDossierANewCode_ToThePersonOnly()
    {
        var filed = await FileAsync();
        using var helper = bureau.Appliance.Browse();
        Assert.Equal("dossier", (await FollowAsync(helper, filed.Code)).Name);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        await Services.GetRequiredService<AttachDossier>().RunAsync(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, Guid.CreateVersion7(), Token);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
        Assert.Null(page.Find("nouveau-code"));

        var contested = await browser.SubmitAsync(page, "contester", new() { ["Contestation"] = "Elle n’a rien demandé." });

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero);
        Assert.NotEqual(filed.Code, dossier.Code);
        Assert.Equal(filed.Code, dossier.AncienCode);
        Assert.Null(dossier.UsagerSub);
        Assert.Contains(FollowUpCode.Display(dossier.Code), contested.TextOf("nouveau-code"), StringComparison.Ordinal);
        Assert.Contains("à camille.modele@exemple.fr", contested.TextOf("nouveau-code"), StringComparison.Ordinal);
        Assert.Contains("Nouveau code de suivi", contested.TextOf("fil"), StringComparison.Ordinal);
        await using var db = bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        var mail = await db.Courriels.SingleAsync(row => row.DossierId == filed.Id && row.Kind == "nouveau-code", Token);
        Assert.Equal("camille.modele@exemple.fr", mail.Destinataire);
        Assert.Contains(FollowUpCode.Display(dossier.Code), mail.Texte, StringComparison.Ordinal);
        Assert.DoesNotContain("Nadia", mail.Texte, StringComparison.Ordinal);
        Assert.DoesNotContain(await db.DossierEvents.Where(row => row.DossierId == filed.Id).Select(row => row.Data).ToListAsync(Token), data => data.Contains(dossier.Code, StringComparison.Ordinal));

        // The page that was open, then the code: neither opens anything, and nothing is said of the request.
        Assert.Equal("suivi", (await helper.GetAsync(Site("/suivi/dossier"))).Name);
        var old = await FollowAsync(helper, filed.Code);
        Assert.Equal("suivi", old.Name);
        Assert.Contains("n’est plus valable", old.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Camille", old.Html.Body!.TextContent, StringComparison.Ordinal);
        using var person = bureau.Appliance.Browse();
        var followed = await FollowAsync(person, dossier.Code);
        Assert.Equal("dossier", followed.Name);
        Assert.Contains("Nouveau code de suivi", followed.TextOf("historique"), StringComparison.Ordinal);
        // An agent still finds it by the code that is on the old receipt.
        Assert.Contains(dossier.NumeroCourt, (await browser.GetAsync(bureau.Url("/dossiers?q=" + filed.Code))).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contest_WhereTheOnlyAddressIsThatOfWhoActs_LeavesTheCodeToTheAgent()
    {
        var filed = await FileAsync(own: "nadia@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        var contested = await browser.SubmitAsync(page, "contester", new() { ["Contestation"] = "Ce n’est pas son adresse." });
        await browser.SubmitAsync(contested, "message", new() { ["Message"] = "Nous vous appelons." });

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero);
        Assert.Contains(FollowUpCode.Display(dossier.Code), contested.TextOf("nouveau-code"), StringComparison.Ordinal);
        Assert.Contains("n’a pas d’adresse électronique", contested.TextOf("nouveau-code"), StringComparison.Ordinal);
        Assert.Null(dossier.Destinataires);
        Assert.DoesNotContain(await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id), mail => mail.Kind is "nouveau-code" or "message");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IServiceProvider Services => bureau.Appliance.Services;

    private string Site(string path) => bureau.Appliance.Url("saint-lo", path);

    private async Task<TestPage> FollowAsync(TestBrowser browser, string code) =>
        await browser.SubmitAsync(await browser.GetAsync(Site("/suivi")), "suivi", new() { ["code"] = code });

    private Task<FiledDossier> FileAsync(string own = "camille.modele@exemple.fr") => bureau.Appliance.Services.GetRequiredService<FileDossier>().RunAsync(
        new FileDossierCommand
        {
            CommuneId = bureau.CommuneId(BureauFixture.SaintLo),
            Demarche = bureau.Appliance.Services.GetRequiredService<DemarcheCatalogue>().Find("contact-mairie")!,
            Answers = FormAnswers.Empty
                .With("objet", new TextAnswer("Éclairage"))
                .With("message", new TextAnswer("Le lampadaire est éteint."))
                .With("demandeur-nom", new TextAnswer("Modèle"))
                .With("demandeur-prenom", new TextAnswer("Camille"))
                .With("courriel", new TextAnswer(own)),
            Channel = Channel.Web,
            Mandat = new Mandat { Qualite = MandatQualite.Proche, Nom = "Nadia Essai", Courriel = "nadia@exemple.fr", Date = new DateOnly(2026, 1, 5), DeclaredAt = DateTime.UnixEpoch },
        },
        CancellationToken.None);
}
