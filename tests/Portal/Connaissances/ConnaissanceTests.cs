using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Connaissances;

/// <summary>Templates and notes as the syndicate and communes write them: walls, adaptation, review date.</summary>
public sealed class ConnaissanceTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_OfTheSyndicate_AreSeenByAll_ThoseOfACommuneByItsAgentsOnly()
    {
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        using var saintLo = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var canisy = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        await WriteAsync(operateur, "/console/modele?genre=Modele", "Du syndicat pour tous");
        await WriteAsync(operateur, "/console/modele?genre=Consigne", "Consigne du syndicat");
        await WriteAsync(saintLo, $"/administration/modele?commune={BureauFixture.SaintLo}", "À Saint-Lô seulement");
        await WriteAsync(saintLo, $"/administration/modele?commune={BureauFixture.SaintLo}&genre=Consigne", "Consigne de Saint-Lô");
        var own = await FindAsync(BureauFixture.SaintLo, "À Saint-Lô seulement");

        foreach (var (browser, insee, sees) in new[] { (saintLo, BureauFixture.SaintLo, true), (canisy, BureauFixture.Canisy, false) })
        {
            var filed = await bureau.FileAsync(insee);
            var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));
            var choice = page.TextOf("modeles");
            Assert.Contains("Du syndicat pour tous", choice, StringComparison.Ordinal);
            Assert.Equal(sees, choice.Contains("À Saint-Lô seulement", StringComparison.Ordinal));
            Assert.Contains("Consigne du syndicat", page.TextOf("a-savoir"), StringComparison.Ordinal);
            Assert.Equal(sees, page.TextOf("a-savoir").Contains("Consigne de Saint-Lô", StringComparison.Ordinal));
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/modeles/{own.Id}"))).Status);
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/accueil/modeles/{own.Id}?commune={insee}&demarche=contact-mairie"))).Status);
            Assert.Equal(sees, (await browser.GetAsync(bureau.Url($"/accueil?commune={insee}&demarche=contact-mairie"))).Text.Contains("À Saint-Lô seulement", StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await canisy.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.SaintLo}&id={own.Id}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await canisy.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.Canisy}&id={own.Id}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await operateur.GetAsync(bureau.Url($"/console/modele?id={own.Id}"))).Status);
        Assert.DoesNotContain("Saint-Lô seulement", (await operateur.GetAsync(bureau.Url("/console/modeles"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ATextOfAnotherOwner_IsNotFoundAndChangesNothing()
    {
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        using var saintLo = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        await WriteAsync(operateur, "/console/modele", "Intouchable du syndicat");
        var row = await FindAsync(null, "Intouchable du syndicat");
        var form = await saintLo.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.SaintLo}"));
        var token = form.Form("connaissance").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        foreach (var path in (string[])["modele", "modele/retirer"])
        {
            var answer = await saintLo.PostAsync(
                bureau.Url($"/administration/{path}?commune={BureauFixture.SaintLo}&id={row.Id}"),
                new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Titre"] = "Pris", ["Texte"] = "Pris", ["Version"] = "1" });
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        var console = await saintLo.GetAsync(bureau.Url("/console/modeles"));
        Assert.NotEqual("console-modeles", console.Name);
        Assert.Equal(row.Version, (await FindAsync(null, "Intouchable du syndicat")).Version);
    }

    [Fact]
    public async Task Adapt_KeepsTheSyndicatesTextBeside_AndSaysWhenItChanged()
    {
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        using var canisy = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        await WriteAsync(operateur, "/console/modele", "À adapter", "Le texte du syndicat.");
        var source = await FindAsync(null, "À adapter");
        var list = bureau.Url($"/administration/modeles?commune={BureauFixture.Canisy}");

        var adapting = await canisy.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.Canisy}&source={source.Id}"));
        Assert.Equal("Le texte du syndicat.", adapting.Form("connaissance").QuerySelector("textarea")!.TextContent.Trim());
        await canisy.SubmitAsync(adapting, "connaissance", new() { ["Texte"] = "Le texte de Canisy." });
        var twice = await canisy.SubmitAsync(adapting, "connaissance", new() { ["Texte"] = "Encore un." });
        Assert.Contains("déjà adapté", twice.TextOf("erreurs"), StringComparison.Ordinal);
        var own = await FindAsync(BureauFixture.Canisy, "À adapter");
        Assert.Equal(source.Id, own.SourceId);
        Assert.Null((await canisy.GetAsync(list)).Find("a-comparer"));

        // A new date or démarche changes no text; a new text does.
        await operateur.SubmitAsync(await operateur.GetAsync(bureau.Url($"/console/modele?id={source.Id}")), "connaissance", new() { ["Demarche"] = "contact-mairie" });
        Assert.Null((await canisy.GetAsync(list)).Find("a-comparer"));
        await operateur.SubmitAsync(await operateur.GetAsync(bureau.Url($"/console/modele?id={source.Id}")), "connaissance", new() { ["Texte"] = "Le nouveau texte du syndicat." });
        Assert.Contains("1\u00a0texte", (await canisy.GetAsync(list)).TextOf("a-comparer"), StringComparison.Ordinal);

        var comparing = await canisy.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.Canisy}&id={own.Id}"));
        Assert.NotNull(comparing.Find("source-changee"));
        Assert.Contains("Le nouveau texte du syndicat.", comparing.TextOf("source"), StringComparison.Ordinal);
        Assert.Equal("Le texte de Canisy.", comparing.Form("connaissance").QuerySelector("textarea")!.TextContent.Trim());
        var filed = await bureau.FileAsync(BureauFixture.Canisy);
        var options = (await canisy.GetAsync(bureau.Url("/dossiers/" + filed.Numero))).Html.QuerySelectorAll("[data-testid=modeles] option").Where(option => option.TextContent == "À adapter");
        Assert.Equal(2, options.Count());

        Assert.Null((await canisy.SubmitAsync(comparing, "connaissance")).Find("a-comparer"));
        Assert.Equal("Le texte de Canisy.", (await FindAsync(BureauFixture.Canisy, "À adapter")).Texte);

        // Taken away by the syndicate, the commune's own stays.
        await operateur.SubmitAsync(await operateur.GetAsync(bureau.Url($"/console/modele?id={source.Id}")), "retirer");
        Assert.Contains("Le syndicat a retiré le sien", (await canisy.GetAsync(list)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_PastItsDate_IsShownToWhoMayEditOnly()
    {
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Dangy);
        using var agent = await bureau.SignInAsync(Role.AgentService, BureauFixture.Dangy);
        var list = bureau.Url($"/administration/modeles?commune={BureauFixture.Dangy}");
        await WriteAsync(admin, $"/administration/modele?commune={BureauFixture.Dangy}", "Bien vieux");
        var filed = await bureau.FileAsync(BureauFixture.Dangy);
        var dossier = bureau.Url("/dossiers/" + filed.Numero);
        Assert.Null((await admin.GetAsync(list)).Find("a-relire"));
        Assert.Null((await admin.GetAsync(dossier)).Find("a-relire"));

        await AgeAsync(BureauFixture.Dangy, "Bien vieux");

        Assert.Contains("1\u00a0texte", (await admin.GetAsync(list)).TextOf("a-relire"), StringComparison.Ordinal);
        Assert.Contains("à relire", (await admin.GetAsync(dossier)).TextOf("a-relire"), StringComparison.Ordinal);
        var page = await agent.GetAsync(dossier);
        Assert.Null(page.Find("a-relire"));
        Assert.Contains("Bien vieux", page.TextOf("modeles"), StringComparison.Ordinal);

        var row = await FindAsync(BureauFixture.Dangy, "Bien vieux");
        var form = await admin.GetAsync(bureau.Url($"/administration/modele?commune={BureauFixture.Dangy}&id={row.Id}"));
        var stillPast = await admin.SubmitAsync(form, "connaissance");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stillPast.Status);
        Assert.Contains("choisissez un jour à venir", stillPast.TextOf("erreurs"), StringComparison.Ordinal);
        var later = bureau.Appliance.Time.GetUtcNow().AddMonths(6);
        var done = await admin.SubmitAsync(stillPast, "connaissance", new() { ["ARelireLe.Jour"] = "1", ["ARelireLe.Mois"] = $"{later:%M}", ["ARelireLe.Annee"] = $"{later:yyyy}" });
        Assert.Null(done.Find("a-relire"));
    }

    [Theory]
    [InlineData("Bonjour {prenom},", "Le champ {prenom} n’existe pas")]
    [InlineData("Bonjour {nom", "Une accolade est seule")]
    [InlineData("Bonjour {}", "n’existe pas")]
    [InlineData("  ", "Écrivez le texte")]
    public async Task Write_ATextThatWillNotDo_IsRefusedAndKept(string text, string says)
    {
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);

        var page = await operateur.SubmitAsync(await operateur.GetAsync(bureau.Url("/console/modele")), "connaissance", new() { ["Titre"] = "Refusé", ["Texte"] = text });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(says, page.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("Refusé", page.Form("connaissance").QuerySelector("[name=Titre]")!.GetAttribute("value"));
        if (says.Contains("champ", StringComparison.Ordinal))
        {
            Assert.Contains("{nom}, {numero}", page.TextOf("erreurs"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Write_OnAnOlderState_IsRefusedAndKeepsWhatWasTyped()
    {
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        await WriteAsync(operateur, "/console/modele", "À deux");
        var row = await FindAsync(null, "À deux");
        var form = await operateur.GetAsync(bureau.Url($"/console/modele?id={row.Id}"));
        await operateur.SubmitAsync(form, "connaissance", new() { ["Texte"] = "De l’une." });

        var late = await operateur.SubmitAsync(form, "connaissance", new() { ["Texte"] = "De l’autre." });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Equal("De l’autre.", late.Form("connaissance").QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal("De l’une.", (await FindAsync(null, "À deux")).Texte);
        await operateur.SubmitAsync(late, "connaissance");
        Assert.Equal("De l’autre.", (await FindAsync(null, "À deux")).Texte);
    }

    private async Task<TestPage> WriteAsync(TestBrowser browser, string path, string title, string text = "Un texte.")
    {
        var page = await browser.SubmitAsync(await browser.GetAsync(bureau.Url(path)), "connaissance", new() { ["Titre"] = title, ["Texte"] = text });
        Assert.Contains("fait=enregistrer", page.Url, StringComparison.Ordinal);
        return page;
    }

    private async Task<Connaissance> FindAsync(string? insee, string title) =>
        (await bureau.Appliance.Services.GetRequiredService<OfferedConnaissances>().AllOfAsync(insee is null ? CommuneScope.SyndicatId : bureau.CommuneId(insee), Token))
        .Single(row => row.Titre == title);

    private async Task AgeAsync(string insee, string title) => await bureau.Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
        CommuneScope.One(bureau.CommuneId(insee)),
        async (db, token) =>
        {
            (await db.Connaissances.FirstAsync(row => row.Titre == title, token)).ARelireLe = new DateOnly(2020, 1, 1);
            await db.SaveChangesAsync(token);
        },
        Token);
}
