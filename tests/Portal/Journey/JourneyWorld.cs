using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Journey;

/// <summary>An appliance with two communes, and the steps of a usager who asks for a birth certificate.</summary>
public sealed class JourneyWorld : IAsyncLifetime
{
    public const string Demarche = "/demarches/acte-naissance";

    public TestAppliance Appliance { get; private set; } = null!;

    public Commune SaintLo => Appliance.Commune("50502");

    public Commune Agneaux => Appliance.Commune("50002");

    public async ValueTask InitializeAsync()
    {
        Appliance = await TestAppliance.StartAsync();
        var register = Appliance.Services.GetRequiredService<CommuneRegister>();
        var add = Appliance.Services.GetRequiredService<AddCommune>();
        foreach (var insee in new[] { "50502", "50002" })
        {
            await add.RunAsync(register.Find(insee)!, new CommuneDetails(Telephone: "02 33 00 00 00"), default);
        }

        await add.PublishAsync(default);
    }

    public ValueTask DisposeAsync() => Appliance.DisposeAsync();

    public string Url(string path, Commune? commune = null) => Appliance.Url((commune ?? SaintLo).Slug, path);

    public static Dictionary<string, string> Acte(string lieu = "ici", string qualite = "moi") => new()
    {
        ["f.qualite"] = qualite,
        ["f.nom"] = "Modèle",
        ["f.prenoms"] = "Camille Dominique",
        ["f.naissance.jour"] = "14",
        ["f.naissance.mois"] = "3",
        ["f.naissance.annee"] = "1985",
        ["f.lieu"] = lieu,
    };

    public static Dictionary<string, string> Document(string document = "copie") => new() { ["f.document"] = document, ["f.exemplaires"] = "1" };

    public static Dictionary<string, string> Parents() => new() { ["f.parent-1.nom"] = "Modèle", ["f.parent-1.prenoms"] = "Claude" };

    public static Dictionary<string, string> Vous() => new()
    {
        ["f.demandeur-nom"] = "Modèle",
        ["f.demandeur-prenom"] = "Camille",
        ["f.courriel"] = "camille.modele@example.org",
        ["f.remise"] = "poste",
        ["f.adresse.ligne1"] = "12 rue de l’Exemple",
        ["f.adresse.codepostal"] = "50000",
        ["f.adresse.ville"] = "Saint-Lô",
    };

    public static Dictionary<string, (string Name, byte[] Bytes, string Type)> Identite(string name = "carte.pdf", byte[]? bytes = null) =>
        new() { ["f.identite"] = (name, bytes ?? Pdf("carte"), "application/pdf") };

    public static byte[] Pdf(string words) => SampleFiles.Pdf(words);

    /// <summary>Goes in by « Commencer ».</summary>
    public async Task<TestPage> BeginAsync(TestBrowser browser, Commune? commune = null)
    {
        var page = await browser.GetAsync(Url(Demarche, commune));
        return await browser.GetAsync(new Uri(new Uri(page.Url), page.Find("commencer")!.GetAttribute("href")).ToString());
    }

    public static Task<TestPage> FillAsync(
        TestBrowser browser, TestPage page, Dictionary<string, string> values, Dictionary<string, (string, byte[], string)>? files = null) =>
        browser.SubmitAsync(page, "demande", values, files);

    /// <summary>Fills every page in, up to the check page.</summary>
    public async Task<TestPage> ReachCheckAsync(TestBrowser browser, Commune? commune = null)
    {
        var page = await FillAsync(browser, await BeginAsync(browser, commune), Acte());
        page = await FillAsync(browser, page, Document());
        page = await FillAsync(browser, page, Parents());
        page = await FillAsync(browser, page, [], Identite());
        return await FillAsync(browser, page, Vous());
    }

    /// <summary>Files a request and returns its receipt.</summary>
    public async Task<TestPage> FileAsync(TestBrowser browser, Commune? commune = null) =>
        await browser.SubmitAsync(await ReachCheckAsync(browser, commune), "envoyer");

    /// <summary>Opens the follow-up by its code.</summary>
    public async Task<TestPage> FollowAsync(TestBrowser browser, string code, Commune? commune = null) =>
        await browser.SubmitAsync(await browser.GetAsync(Url("/suivi", commune)), "suivi", new() { ["code"] = code });

    public async Task<List<Dossier>> DossiersAsync(Commune? commune = null)
    {
        await using var db = Appliance.Open(CommuneScope.One((commune ?? SaintLo).Id));
        return await db.Dossiers.OrderBy(row => row.Numero).ToListAsync();
    }

    public async Task<Dossier> DossierOfAsync(string shownCode)
    {
        Assert.True(FollowUpCode.TryParse(shownCode, out var code));
        return (await DossiersAsync()).Single(row => row.Code == code);
    }

    /// <summary>An agent of Saint-Lô who may do everything there.</summary>
    public AgentAccess Agent() => new(
        Guid.Parse("019ab000-0000-7000-8000-000000000001"), "Dominique Exemple", "agent d’état civil", "dominique@example.org", false,
        [new CommuneRole(SaintLo.Id, Role.CommuneAdmin, null)]);
}
