using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Statistiques;
using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.Portal.Features.Statistiques.Rapport;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Statistiques;

/// <summary>The pages of statistics over real HTTP: what they show, to whom, and what they never say.</summary>
public sealed class StatPageTests : IAsyncLifetime
{
    private const string SaintLo = "50502";
    private const string Canisy = "50095";
    private const string Password = "mot de passe de test";

    private TestAppliance _appliance = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateOnly Today => FrenchDates.DayOf(_appliance.Time.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync(SaintLo, Canisy);
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task Page_ShowsTheAgentsCommunes_AndNoOther()
    {
        var agent = await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, SaintLo);
        await _appliance.FileAsync(SaintLo);
        await _appliance.FileAsync(SaintLo, Channel.Guichet, agent: agent);
        await _appliance.FileAsync(Canisy);
        using var browser = await SignInAsync("mairie@exemple.fr");
        Assert.NotNull((await browser.GetAsync(Bureau("/statistiques"))).Find("en-cours"));
        await CountAsync();

        var page = await browser.GetAsync(Bureau("/statistiques"));

        Assert.Equal("statistiques", page.Name);
        Assert.Null(page.Find("en-cours"));
        Assert.Equal("2", page.Html.QuerySelector("[data-testid=totaux] dd")!.TextContent);
        Assert.Contains("Guichet", page.TextOf("canaux"), StringComparison.Ordinal);
        Assert.Contains("Écrire à la mairie", page.TextOf("demarches"), StringComparison.Ordinal);
        Assert.Contains("9", page.TextOf("economie"), StringComparison.Ordinal);
        Assert.DoesNotContain("Canisy", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau("/statistiques?commune=" + Canisy))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau("/elu?commune=" + Canisy))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau("/statistiques/export.csv?commune=" + Canisy))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau($"/statistiques/rapport.pdf?commune={Canisy}&mois=2026-10"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau("/administration/statistiques?commune=" + Canisy))).Status);
    }

    [Fact]
    public async Task Page_ForSeveralCommunes_ComparesThem_AndItsAddressNarrowsIt()
    {
        await _appliance.AddAgentAsync("secretaire@exemple.fr", Role.CommuneAdmin, SaintLo, Canisy);
        await _appliance.FileAsync(SaintLo);
        await _appliance.FileAsync(Canisy);
        await _appliance.FileAsync(Canisy);
        await CountAsync();
        using var browser = await SignInAsync("secretaire@exemple.fr");

        var all = await browser.GetAsync(Bureau("/statistiques"));
        Assert.Contains("Canisy", all.TextOf("communes"), StringComparison.Ordinal);
        Assert.Equal("3", all.Html.QuerySelector("[data-testid=totaux] dd")!.TextContent);

        var one = await browser.GetAsync(Bureau($"/statistiques?commune={Canisy}"));
        Assert.Equal("2", one.Html.QuerySelector("[data-testid=totaux] dd")!.TextContent);

        var none = await browser.GetAsync(Bureau($"/statistiques?commune={Canisy}&demarche=acte-naissance"));
        Assert.Equal("0", none.Html.QuerySelector("[data-testid=totaux] dd")!.TextContent);
        var before = await browser.GetAsync(Bureau("/statistiques?de=2020-01&a=2020-03"));
        Assert.Equal("0", before.Html.QuerySelector("[data-testid=totaux] dd")!.TextContent);
        Assert.Contains("ne peut pas être lue", (await browser.GetAsync(Bureau("/statistiques?de=2026-13&a=hier"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OpensInAFrenchSpreadsheet()
    {
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.Elu, SaintLo);
        await _appliance.FileAsync(SaintLo);
        await CountAsync();
        using var browser = await SignInAsync("mairie@exemple.fr");

        var sent = await browser.GetAsync(Bureau("/statistiques/export.csv"));

        Assert.Equal("text/csv", sent.MediaType);
        var lines = sent.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("\"Jour\";\"Commune\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"Saint-Lô\";\"Écrire à la mairie\";\"contact-mairie\"", lines[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Bureau("/statistiques/export.csv?de=x&a=y"))).Status);
    }

    [Fact]
    public async Task Costs_AreTheCommunesOwn_OnceItSaysSo()
    {
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, SaintLo);
        await _appliance.FileAsync(SaintLo);
        await CountAsync();
        using var browser = await SignInAsync("mairie@exemple.fr");
        var form = await browser.GetAsync(Bureau("/administration/statistiques"));

        var refused = await browser.SubmitAsync(form, "statistiques", new() { ["Guichet"] = "douze", ["Adresses"] = "pas une adresse" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("montant en euros", refused.TextOf("erreurs"), StringComparison.Ordinal);
        var done = await browser.SubmitAsync(refused, "statistiques", new() { ["Guichet"] = "10,50 €", ["EnLigne"] = "0,5", ["Source"] = "Mesuré en mars.", ["Cotisation"] = "1 000", ["Adresses"] = "" });
        Assert.Equal(HttpStatusCode.OK, done.Status);

        var page = await browser.GetAsync(Bureau("/statistiques"));
        Assert.Contains("10", page.TextOf("economie"), StringComparison.Ordinal);
        Assert.Contains("Mesuré en mars.", page.TextOf("source-couts"), StringComparison.Ordinal);
        Assert.Contains("−990", page.TextOf("bilan"), StringComparison.Ordinal);
        Assert.Contains("10,5", (await browser.GetAsync(Bureau("/administration/statistiques"))).Form("statistiques").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elu_SeesTheCommuneInShort_AndNobodysName()
    {
        await _appliance.AddAgentAsync("elue@exemple.fr", Role.Elu, SaintLo);
        await _appliance.FileAsync(SaintLo, nom: "Inconnue");
        await CountAsync();
        // The acknowledgement is due after ten working days.
        _appliance.Time.Shift(TimeSpan.FromDays(9));
        using var browser = await SignInAsync("elue@exemple.fr");

        var page = await browser.GetAsync(Bureau("/elu"));

        Assert.Equal("elu", page.Name);
        Assert.Contains("sur 1", page.TextOf("bref"), StringComparison.Ordinal);
        Assert.Contains("Accusé", page.TextOf("semaine"), StringComparison.Ordinal);
        Assert.DoesNotContain("Inconnue", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublicPage_IsThereOnlyWhereTheCommuneWishes_AndPutsSmallNumbersTogether()
    {
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, SaintLo);
        for (var i = 0; i < 6; i++)
        {
            await _appliance.FileAsync(SaintLo);
        }

        await CountAsync();
        await AddDemarcheAsync(SaintLo, 2, "acte-deces");
        await AddDemarcheAsync(SaintLo, 3, "acte-mariage");
        _appliance.Time.Shift(TimeSpan.FromDays(40));
        using var visitor = _appliance.Browse();
        var address = _appliance.Url("saint-lo", "/statistiques");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(address)).Status);
        using var browser = await SignInAsync("mairie@exemple.fr");
        await browser.SubmitAsync(await browser.GetAsync(Bureau("/administration/statistiques")), "statistiques", new() { ["Publier"] = "true" });

        var page = await visitor.GetAsync(address);

        Assert.Equal("delais-et-demandes", page.Name);
        Assert.Contains("Écrire à la mairie", page.TextOf("demarches"), StringComparison.Ordinal);
        Assert.Equal("5", page.Find("autres")!.QuerySelector("td")!.TextContent);
        Assert.DoesNotContain("décès", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mariage", page.Text, StringComparison.Ordinal);
        Assert.Contains("Délais et demandes", (await visitor.GetAsync(_appliance.Url("saint-lo", "/plan-du-site"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(_appliance.Url("canisy", "/statistiques"))).Status);
    }

    [Fact]
    public async Task Report_GoesOnceAMonth_ToTheSecretaryAndTheMayor_AsATaggedPdf()
    {
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, SaintLo);
        await _appliance.AddAgentAsync("adjointe@exemple.fr", Role.Elu, SaintLo);
        var mayor = await _appliance.AddAgentAsync("maire@exemple.fr", Role.Elu, SaintLo);
        await _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
            CommuneScope.Syndicat, (db, token) => db.Agents.Where(row => row.Id == mayor.Sub).ExecuteUpdateAsync(set => set.SetProperty(row => row.Qualite, "Maire"), token), Token);
        await _appliance.FileAsync(SaintLo);
        _appliance.Time.MoveTo(new DateTimeOffset(StatPeriod.Month(Today).First.AddMonths(1).AddDays(1).ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero));
        var job = ActivatorUtilities.CreateInstance<SendMonthlyReports>(_appliance.Services);
        // Not counted yet: the report waits.
        Assert.Equal(0, await job.RunAsync(Token));
        await CountAsync();

        Assert.Equal(2, await job.RunAsync(Token));
        Assert.Equal(0, await job.RunAsync(Token));

        await using var db = _appliance.Open(CommuneScope.One(_appliance.Commune(SaintLo).Id));
        var mails = await db.Courriels.Where(row => row.Kind == SendMonthlyReports.Kind).OrderBy(row => row.Destinataire).ToListAsync(Token);
        Assert.Equal(["maire@exemple.fr", "mairie@exemple.fr"], mails.Select(mail => mail.Destinataire));
        Assert.Contains("1 demande arrivée", mails[0].Texte.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(mails[0].Attachment!), StringComparison.Ordinal);
        Assert.Contains("/StructTreeRoot", System.Text.Encoding.Latin1.GetString(mails[0].Attachment!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_OfTooFewCommunes_OrOfOneThatMakesNearlyAll_SaysNothing()
    {
        // The communes of Manche that are as large as Canisy.
        var size = PopulationClass.Of(_appliance.Commune(Canisy).Population);
        var register = _appliance.Services.GetRequiredService<CommuneRegister>().Departement("50");
        await _appliance.AddCommunesAsync([.. register
            .Where(commune => commune.Insee is not Canisy and not SaintLo && PopulationClass.Of(commune.PopulationTotale ?? 0) == size).Take(7).Select(commune => commune.Insee)]);
        await _appliance.AddAgentAsync("mairie@exemple.fr", Role.CommuneAdmin, Canisy);
        var same = _appliance.Services.GetRequiredService<CommuneDirectory>().All.Where(commune => PopulationClass.Of(commune.Population) == size).ToList();
        Assert.True(same.Count >= 6, string.Join(", ", same.Select(commune => commune.Nom + " " + commune.Population)));
        foreach (var commune in same.Take(5))
        {
            await _appliance.FileAsync(commune.Insee);
        }

        Assert.NotNull((await ComparedAsync()).Find("masque"));

        await _appliance.FileAsync(same[5].Insee);
        var shown = await ComparedAsync();
        Assert.Null(shown.Find("masque"));
        Assert.DoesNotContain(same.First(commune => commune.Insee != Canisy).Nom, shown.TextOf("comparaison"), StringComparison.Ordinal);

        _appliance.Time.Shift(TimeSpan.FromDays(-40));
        for (var i = 0; i < 60; i++)
        {
            await _appliance.FileAsync(same[5].Insee);
        }

        Assert.NotNull((await ComparedAsync()).Find("masque"));
    }

    private async Task<TestPage> ComparedAsync()
    {
        await CountAsync();
        // Only months that are over are compared.
        _appliance.Time.Shift(TimeSpan.FromDays(40));
        await ActivatorUtilities.CreateInstance<CompareCommunes>(_appliance.Services).RunAsync(Token);
        using var browser = await SignInAsync("mairie@exemple.fr");
        return await browser.GetAsync(Bureau("/statistiques"));
    }

    private string Bureau(string path) => _appliance.Url("bureau", path);

    private async Task CountAsync() => await ActivatorUtilities.CreateInstance<CountDossiers>(_appliance.Services).RunAsync(Token);

    private async Task<TestBrowser> SignInAsync(string courriel)
    {
        var browser = _appliance.Browse();
        var first = await browser.GetAsync(Bureau("/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = courriel });
        await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = Password });
        return browser;
    }

    // A second démarche with fewer requests, in the roll-ups alone.
    private Task AddDemarcheAsync(string insee, int filed, string demarche) => _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
        CommuneScope.One(_appliance.Commune(insee).Id),
        async (db, token) =>
        {
            var day = await db.DayTallies.FirstAsync(token);
            db.DayTallies.Add(new DayTally { CommuneId = day.CommuneId, Day = day.Day, Demarche = demarche, Service = "", Channel = Channel.Web, Filed = filed });
            await db.SaveChangesAsync(token);
        },
        Token);
}
