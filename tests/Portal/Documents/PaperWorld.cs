using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>The bureau's appliance, with what the tests of papers do again and again.</summary>
public sealed class PaperWorld : IAsyncLifetime
{
    public BureauFixture Bureau { get; } = new();

    public ValueTask InitializeAsync() => Bureau.InitializeAsync();

    public ValueTask DisposeAsync() => Bureau.DisposeAsync();

    public string Site(string path, string slug = "saint-lo") => Bureau.Appliance.Url(slug, path);

    public Task<TestBrowser> AgentAsync() => Bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

    /// <summary>What an agent types, and the button.</summary>
    public Dictionary<string, string> Typed(string button, string motifs, bool giveNow = true) => new()
    {
        ["geste"] = button,
        ["Motifs"] = motifs,
        ["Signataire"] = "Dominique Exemple",
        ["Qualite"] = "adjointe au maire",
        ["Remise"] = giveNow ? "suivi" : "suite",
    };

    /// <summary>Establishes a paper as an agent does.</summary>
    public async Task<Paper> EstablishAsync(string numero, string template, bool giveNow = true)
    {
        using var browser = await AgentAsync();
        var page = await browser.GetAsync(Bureau.Url(PaperLinks.New(numero, template)));
        var done = await browser.SubmitAsync(page, "etablir", Typed("etablir", "Parce que.", giveNow));
        Assert.NotNull(done.Find("fait"));
        var dossier = await Bureau.DossierAsync(BureauFixture.SaintLo, numero);
        return (await PapersAsync(dossier.Id))[^1];
    }

    public async Task<List<Paper>> PapersAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(BureauFixture.SaintLo)));
        return await db.Papers.Where(row => row.DossierId == dossierId).OrderBy(row => row.EstablishedAt).ToListAsync();
    }

    public byte[] FileOf(Paper paper)
    {
        using var stream = Bureau.Appliance.Services.GetRequiredService<FileStore>().Open(paper.Sha256);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public async Task<TestPage> QualifyAsync(TestBrowser browser, string numero) => await browser.SubmitAsync(
        await browser.GetAsync(Bureau.Url("/dossiers/" + numero)), "qualifier",
        new() { ["Service"] = (await Bureau.ServiceAsync(BureauFixture.SaintLo, "accueil")).ToString(), ["Complet"] = "true" });

    /// <summary>Opens the follow-up of a dossier of Saint-Lô by its code.</summary>
    public async Task<TestPage> FollowAsync(TestBrowser browser, string numero)
    {
        var dossier = await Bureau.DossierAsync(BureauFixture.SaintLo, numero);
        return await browser.SubmitAsync(await browser.GetAsync(Site("/suivi")), "suivi", new() { ["code"] = dossier.Code });
    }

    /// <summary>A request whose démarche has a paper to bring.</summary>
    public async Task<Dossier> FilePacsAsync()
    {
        var filed = await FileAsync("pacs", answers => answers);
        return await Bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero);
    }

    /// <summary>A request for a birth certificate, with how the usager wants to have it.</summary>
    public Task<FiledDossier> FileActeAsync(string remise) => FileAsync("acte-naissance", answers => answers.With("remise", new TextAnswer(remise)));

    private async Task<FiledDossier> FileAsync(string code, Func<FormAnswers, FormAnswers> change)
    {
        var services = Bureau.Appliance.Services;
        var commune = Bureau.CommuneId(BureauFixture.SaintLo);
        var demarche = services.GetRequiredService<DemarcheCatalogue>().Find(code)!;
        await services.GetRequiredService<AdoptDemarche>().AdoptAsync(commune, demarche.Code, CancellationToken.None);
        var context = new FormContext(new DateOnly(2026, 11, 24), "Saint-Lô", Liaison.De);
        var flow = FormPaths.Explore(demarche, context).First(path => path.Flow.IsComplete).Flow;
        return await services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = commune, Demarche = demarche, Answers = change(flow.Answers), Channel = Channel.Web }, CancellationToken.None);
    }
}
