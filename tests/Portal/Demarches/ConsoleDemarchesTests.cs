using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>The operator rolls versions out, holds them, and takes over what communes offer.</summary>
public sealed class ConsoleDemarchesTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private IServiceProvider Services => fixture.Appliance.Services;

    [Fact]
    public async Task Version_IsRolledOutHeldAndEndedFromTheConsole()
    {
        await AdoptAsync("creche");
        await PublishAsync(CommuneScope.SyndicatId, DemarcheCatalogue.Load().Find("creche")! with { Version = "1.1.0" });
        using var browser = await fixture.SignInAsync(Role.SyndicatOperateur);
        var page = await browser.GetAsync(fixture.Url("/console/demarches"));
        Assert.Contains("2 communes en arrière", Plain(page.TextOf("catalogue")));

        var refused = await browser.SubmitAsync(page, "diffuser", new() { ["pas"] = "beaucoup" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("de 1 à 5 000 communes", Plain(refused.Text));

        page = await browser.SubmitAsync(refused, "diffuser", new() { ["pas"] = "1" });
        Assert.Contains("0 commune sur la version, 2 à venir, 1 toutes les dix minutes", Plain(page.TextOf("diffusion")));
        Assert.Null(page.Html.QuerySelector("form[data-form=diffuser]"));

        page = await browser.SubmitAsync(page, "pause");
        Assert.Equal(0, await StepAsync());
        page = await browser.SubmitAsync(page, "reprendre");
        Assert.Equal(1, await StepAsync());
        page = await browser.GetAsync(fixture.Url("/console/demarches"));
        Assert.Contains("1 commune sur la version, 1 à venir", Plain(page.TextOf("diffusion")));

        page = await browser.SubmitAsync(page, "arreter");
        Assert.Equal(0, await StepAsync());
        Assert.Contains("Arrêtée", page.TextOf("diffusion"));
        Assert.Null(page.Html.QuerySelector("form[data-form=arreter]"));
    }

    [Fact]
    public async Task Offer_OfACommune_IsTakenIntoTheCatalogueOnce()
    {
        var commune = fixture.CommuneId(BureauFixture.SaintLo);
        var own = DemarcheCatalogue.Load().Find("contact-mairie")! with { Code = "boite-a-idees-50502", Libelle = "Proposer une idée à la mairie", Starter = false };
        await PublishAsync(commune, own);
        using var browser = await fixture.SignInAsync(Role.SyndicatOperateur);
        Assert.Null((await browser.GetAsync(fixture.Url("/console/demarches"))).Find("propositions"));

        await Services.GetRequiredService<PublishDemarche>().OfferAsync(commune, own.Code, own.Version, CancellationToken.None);
        var list = await browser.GetAsync(fixture.Url("/console/demarches"));
        var href = list.Find("propositions")!.QuerySelector("a")!.GetAttribute("href")!;
        var offer = await browser.GetAsync(fixture.Url(href));
        Assert.Equal("boite-a-idees", offer.Form("reprendre").QuerySelector("input[name=Code]")!.GetAttribute("value"));

        var refused = await browser.SubmitAsync(offer, "reprendre", new() { ["Code"] = own.Code });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("celui d’une autre démarche", refused.Text);
        refused = await browser.SubmitAsync(refused, "reprendre", new() { ["Code"] = "../etc" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);

        var done = await browser.SubmitAsync(refused, "reprendre", new() { ["Code"] = "boite-a-idees" });
        Assert.Contains("est au catalogue", done.Text);
        Assert.Null(done.Find("propositions"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(fixture.Url(href))).Status);
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(BureauFixture.Canisy), "boite-a-idees", CancellationToken.None);
    }

    [Fact]
    public async Task Administrator_OfACommune_ReachesNeither()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(fixture.Url("/console/demarches"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(fixture.Url($"/console/propositions/{Guid.CreateVersion7()}"))).Status);
    }

    private async Task AdoptAsync(string code)
    {
        foreach (var insee in (string[])[BureauFixture.SaintLo, BureauFixture.Canisy])
        {
            await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(insee), code, CancellationToken.None);
        }
    }

    private async Task PublishAsync(Guid owner, DemarcheDefinition definition)
    {
        var publish = Services.GetRequiredService<PublishDemarche>();
        var revision = await publish.RecordAsync(owner, definition, "Essai", null, CancellationToken.None);
        await publish.PublishAsync(owner, revision.Id, CancellationToken.None);
    }

    private Task<int> StepAsync() => Services.GetRequiredService<DemarcheWaves>().StepAsync(CancellationToken.None);

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
