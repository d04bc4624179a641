using System.Globalization;
using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Connaissances;

/// <summary>Templates as agents use them, without script: filled in, never over what is typed, counted once in what is really sent.</summary>
public sealed class UseTests(BureauFixture bureau) : IClassFixture<BureauFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Insert_FillsTheFieldsIn_AndCountsOnceWhenSentTwice_ForTheCommuneAndInTheSyndicatesTotal()
    {
        var modele = await AddAsync(null, "Compté", "Bonjour {nom},\nVotre demande {numero} {à commune} avance bien, le {date}.");
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, nom: "{date} O’Brien");
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        var filled = await InsertAsync(browser, page, filed.Numero, "Message", modele.Id, "");
        var words = $"Bonjour Camille {{date}} O’Brien,\nVotre demande {filed.Numero} à Saint-Lô avance bien, le {FrenchDates.Date(FrenchDates.DayOf(bureau.Appliance.Time.GetUtcNow().UtcDateTime))}.";
        Assert.Equal(words, TextIn(filled, "message"));
        Assert.Empty(Messages(filled));
        Assert.Equal(0, await UsesAsync(browser, BureauFixture.SaintLo, modele.Id));

        var sent = await browser.SubmitAsync(filled, "message");
        await browser.SubmitAsync(filled, "message");
        Assert.Contains("avance bien", Assert.Single(Messages(sent)), StringComparison.Ordinal);

        Assert.Equal(1, await UsesAsync(browser, BureauFixture.SaintLo, modele.Id));
        using var canisy = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.Canisy);
        Assert.Equal(0, await UsesAsync(canisy, BureauFixture.Canisy, modele.Id));
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        await canisy.SubmitAsync(
            await InsertAsync(canisy, await canisy.GetAsync(bureau.Url("/dossiers/" + other.Numero)), other.Numero, "Message", modele.Id, ""), "message");
        Assert.Equal(1, await UsesAsync(canisy, BureauFixture.Canisy, modele.Id));
        using var operateur = await bureau.SignInAsync(Role.SyndicatOperateur);
        var line = (await operateur.GetAsync(bureau.Url("/console/modeles"))).Html.QuerySelector($"tr[data-connaissance='{modele.Id}']")!;
        Assert.Equal("2", line.QuerySelector("[data-uses]")!.GetAttribute("data-uses"));
    }

    [Fact]
    public async Task Insert_OverATypedText_AsksFirst_AndLosesNothing()
    {
        var modele = await AddAsync(BureauFixture.SaintLo, "Demandé d’abord", "Le texte du modèle.");
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        var asked = await InsertAsync(browser, page, filed.Numero, "Message", modele.Id, "Mon propre texte.");
        Assert.NotNull(asked.Find("modele-question"));
        Assert.Equal("Mon propre texte.", TextIn(asked, "message"));
        Assert.Equal(modele.Id.ToString(), asked.Form("message").QuerySelector("select[name=Modele] option[selected]")!.GetAttribute("value"));

        var after = await InsertAsync(browser, asked, filed.Numero, "Message", modele.Id, "Mon propre texte.", "Suite");
        Assert.Equal("Mon propre texte.\n\nLe texte du modèle.", TextIn(after, "message"));
        var instead = await InsertAsync(browser, asked, filed.Numero, "Message", modele.Id, "Mon propre texte.", "Remplacer");
        Assert.Equal("Le texte du modèle.", TextIn(instead, "message"));
        var none = await InsertAsync(browser, page, filed.Numero, "Message", null, "Mon propre texte.");
        Assert.Equal("Mon propre texte.", TextIn(none, "message"));
    }

    [Fact]
    public async Task Decide_WithATemplate_CountsItOnlyWhileALineOfItIsLeft()
    {
        var kept = await AddAsync(BureauFixture.SaintLo, "Motif gardé", "La demande est conforme au règlement.");
        var dropped = await AddAsync(BureauFixture.SaintLo, "Motif effacé", "Une raison qui ne sera pas donnée.");
        var foreign = await AddAsync(BureauFixture.Canisy, "Motif des voisins", "La demande est conforme au règlement.");
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero)), "qualifier", new() { ["Complet"] = "true" });
        page = await browser.SubmitAsync(page, "prendre");

        page = await InsertAsync(browser, page, filed.Numero, "Motif", dropped.Id, "", geste: "decider", more: new() { ["Issue"] = "Favorable" });
        Assert.Equal("Favorable", page.Form("decider").QuerySelector("input[name=Issue][checked]")!.GetAttribute("value"));
        page = await InsertAsync(browser, page, filed.Numero, "Motif", kept.Id, TextIn(page, "decider"), "Remplacer", "decider");
        Assert.Equal(2, page.Form("decider").QuerySelectorAll("input[name=Modeles]").Length);
        Assert.Equal(HttpStatusCode.OK, (await InsertAsync(browser, page, filed.Numero, "Motif", foreign.Id, "", geste: "decider")).Status);
        page = await browser.SubmitAsync(page, "decider", new() { ["Issue"] = "Favorable" });
        Assert.Contains("fait=decider", page.Url, StringComparison.Ordinal);

        Assert.Equal(1, await UsesAsync(browser, BureauFixture.SaintLo, kept.Id));
        Assert.Equal(0, await UsesAsync(browser, BureauFixture.SaintLo, dropped.Id));
    }

    [Fact]
    public async Task Counter_InsertsWithoutFiling_AndTheNumberComesWithTheDossier()
    {
        var modele = await AddAsync(BureauFixture.SaintLo, "Au guichet", "Bonjour {nom}, votre demande {numero} est close {à commune}.");
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=contact-mairie"));

        var filled = await PostAsync(browser, page, "accueil", "/accueil?champ=Reponse&deja=Demander", new()
        {
            ["f.objet"] = "Horaires",
            ["f.demandeur-nom"] = "Témoin",
            ["Modele"] = modele.Id.ToString(),
        });
        Assert.Equal(HttpStatusCode.OK, filled.Status);
        Assert.Null(filled.Find("erreurs"));
        Assert.Equal("Horaires", filled.Form("accueil").QuerySelector("[name='f.objet']")!.GetAttribute("value"));
        Assert.Equal("Bonjour {nom}, votre demande {numero} est close à Saint-Lô.", filled.Form("accueil").QuerySelector("textarea[name=Reponse]")!.TextContent.Trim());

        var receipt = await browser.SubmitAsync(filled, "accueil", new()
        {
            ["f.message"] = "À quelle heure ouvrez-vous ?",
            ["f.demandeur-prenom"] = "Alix",
            ["Accord"] = "true",
            ["geste"] = "sur-place",
        });
        var numero = receipt.TextOf("numero");
        Assert.Equal($"Bonjour Alix Témoin, votre demande {numero} est close à Saint-Lô.", (await bureau.DossierAsync(BureauFixture.SaintLo, numero)).Motif);
        Assert.Equal(1, await UsesAsync(browser, BureauFixture.SaintLo, modele.Id));
    }

    [Fact]
    public async Task Insert_ByWhoOnlyReads_OrIntoAnUnknownText_IsRefused()
    {
        var modele = await AddAsync(BureauFixture.SaintLo, "Pas pour les élus", "Un texte.");
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var elu = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero));

        Assert.Equal(HttpStatusCode.NotFound, (await InsertAsync(browser, page, filed.Numero, "Note", modele.Id, "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elu.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/modeles/{modele.Id}"))).Status);
        Assert.Equal("Un texte.", (await browser.GetAsync(bureau.Url($"/dossiers/{filed.Numero}/modeles/{modele.Id}"))).Text);
    }

    // The button of the template sends the form of its text to another address.
    private Task<TestPage> InsertAsync(
        TestBrowser browser, TestPage page, string numero, string field, Guid? modele, string typed, string way = "Demander", string geste = "message", Dictionary<string, string>? more = null) =>
        PostAsync(browser, page, geste, $"/dossiers/{numero}/modele?champ={field}&deja={way}", new(more ?? [])
        {
            ["Modele"] = modele?.ToString() ?? "",
            [field] = typed,
        });

    private async Task<TestPage> PostAsync(TestBrowser browser, TestPage page, string form, string path, Dictionary<string, string> values)
    {
        var element = page.Form(form);
        var action = element.GetAttribute("action");
        element.SetAttribute("action", bureau.Url(path));
        var answer = await browser.SubmitAsync(page, form, values);
        element.SetAttribute("action", action!);
        return answer;
    }

    private static string TextIn(TestPage page, string form) => page.Form(form).QuerySelector("textarea")!.TextContent.Trim().Replace("\r", "", StringComparison.Ordinal);

    private static List<string> Messages(TestPage page) => [.. page.Html.QuerySelectorAll(".bubble").Select(bubble => bubble.TextContent)];

    private async Task<int> UsesAsync(TestBrowser admin, string insee, Guid id)
    {
        var page = await admin.GetAsync(bureau.Url($"/administration/modeles?commune={insee}"));
        return int.Parse(page.Html.QuerySelector($"[data-connaissance='{id}'] [data-uses]")!.GetAttribute("data-uses")!, CultureInfo.InvariantCulture);
    }

    private async Task<Connaissance> AddAsync(string? insee, string title, string text)
    {
        var owner = insee is null ? CommuneScope.SyndicatId : bureau.CommuneId(insee);
        var agent = new AgentAccess(Guid.CreateVersion7(), "Dominique Exemple", null, "agent@exemple.fr", IsOperateur: insee is null, []);
        var faults = await bureau.Appliance.Services.GetRequiredService<KeepConnaissance>()
            .RunAsync(new KeepConnaissanceCommand(owner, null, new ConnaissanceForm { Titre = title, Texte = text }), agent, Token);
        Assert.Empty(faults!);
        return (await bureau.Appliance.Services.GetRequiredService<OfferedConnaissances>().AllOfAsync(owner, Token)).Single(row => row.Titre == title);
    }
}
