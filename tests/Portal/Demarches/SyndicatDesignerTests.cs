using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>The syndicate writes démarches of the mutualised catalogue with the same screens; the list of démarches tells all of it.</summary>
public sealed class SyndicatDesignerTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private const string Root = "/administration/concevoir";

    private IServiceProvider Services => fixture.Appliance.Services;

    [Fact]
    public async Task Operator_WritesADemarcheThatEveryCommuneCanAdopt()
    {
        using var browser = await fixture.SignInAsync(Role.SyndicatOperateur);
        var console = await browser.GetAsync(fixture.Url("/console/demarches"));
        var list = await browser.GetAsync(fixture.Url(console.Html.QuerySelector("a[href*='/concevoir']")!.GetAttribute("href")!));
        Assert.Equal("concevoir", list.Name);
        var plan = await browser.SubmitAsync(list, "nouvelle", new()
        {
            ["Nouvelle.Titre"] = "Emprunter du matériel",
            ["Nouvelle.Presentation"] = "Tables et chaises de la mairie.",
            ["Nouvelle.Service"] = "technique",
            ["Nouvelle.Famille"] = "vie-associative",
        });
        Assert.Contains("code=emprunter-du-materiel", plan.Url, StringComparison.Ordinal);
        Assert.Contains("la commune", (await browser.GetAsync(Url("messages", "emprunter-du-materiel"))).TextOf("apercu"), StringComparison.Ordinal);
        Assert.Equal(1, (await browser.GetAsync(Url("apercu", "emprunter-du-materiel"))).Find("chemins")!.QuerySelectorAll(":scope > li").Length);

        var published = await browser.SubmitAsync(await browser.GetAsync(Url("publier", "emprunter-du-materiel")), "publier");
        Assert.Contains("Elle est au catalogue", published.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Null(published.Html.QuerySelector("form[data-form=adopter]"));
        Assert.Contains("Emprunter du matériel", (await browser.GetAsync(fixture.Url("/console/demarches"))).Text, StringComparison.Ordinal);
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(BureauFixture.Canisy), "emprunter-du-materiel", CancellationToken.None);
    }

    [Fact]
    public async Task Operator_WritesTheNextVersionOfAShippedDemarcheAndRollsItOut()
    {
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(BureauFixture.SaintLo), "chien-categorie", CancellationToken.None);
        using var browser = await fixture.SignInAsync(Role.SyndicatOperateur);
        var list = await browser.GetAsync(fixture.Url(Root + "?commune=syndicat"));
        var refused = await browser.SubmitAsync(list, "version");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await browser.SubmitAsync(refused, "version", new() { ["Nouvelle.Suivie"] = "chien-categorie" });
        await browser.SubmitAsync(await browser.GetAsync(Url("reglages", "chien-categorie")), "reglages", new() { ["Saisie.Delai"] = "Réponse sous 5 jours ouvrés" });

        var again = await browser.SubmitAsync(list, "version", new() { ["Nouvelle.Suivie"] = "chien-categorie" });
        Assert.Contains("Réponse sous 5 jours", (await browser.GetAsync(Url("reglages", "chien-categorie"))).Form("reglages").InnerHtml, StringComparison.Ordinal);
        Assert.Equal("concevoir-demarche", again.Name);

        var publish = await browser.GetAsync(Url("publier", "chien-categorie"));
        await browser.SubmitAsync(publish, "publier", new() { ["Version"] = "1.0.1" });
        Assert.Equal("1.0.1", Services.GetRequiredService<DemarcheCatalogue>().Find("chien-categorie")!.Version);
        Assert.Contains("1 commune en arrière", (await browser.GetAsync(fixture.Url("/console/demarches"))).TextOf("catalogue").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperatorWithoutCommune_WritesForNoCommune_AndAdministratorNotForTheSyndicate()
    {
        using var operateur = await fixture.SignInAsync(Role.SyndicatOperateur);
        using var secretary = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var clerk = await fixture.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.NotFound, (await operateur.GetAsync(fixture.Url($"{Root}?commune={BureauFixture.SaintLo}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.GetAsync(fixture.Url(Root + "?commune=syndicat"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync(fixture.Url(Root + "?commune=syndicat"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await operateur.GetAsync(fixture.Url("/administration"))).Status);
        var token = (await secretary.GetAsync(fixture.Url(Root))).Form("nouvelle").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var key in (string[])["syndicat", BureauFixture.SaintLo])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await secretary.PostAsync(
                fixture.Url($"{Root}/version?commune={key}"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Nouvelle.Suivie"] = "creche" })).Status);
        }
    }

    [Fact]
    public async Task Listing_TellsWhatIsShippedPublishedWrittenAndAdopted()
    {
        var publish = Services.GetRequiredService<PublishDemarche>();
        var listing = Services.GetRequiredService<DemarcheListing>();
        var (lo, canisy) = (fixture.CommuneId(BureauFixture.SaintLo), fixture.CommuneId(BureauFixture.Canisy));
        var model = DemarcheCatalogue.Load().Find("creche")!;
        var first = await publish.RecordAsync(Guid.Empty, model with { Version = "1.4.0" }, "Essai", null, CancellationToken.None);
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(lo, "creche", CancellationToken.None);
        await publish.PublishAsync(Guid.Empty, first.Id, CancellationToken.None);
        await publish.RecordAsync(Guid.Empty, model with { Version = "1.5.0" }, "Essai", null, CancellationToken.None);
        var own = await publish.RecordAsync(lo, model with { Code = "halte-garderie-50502", Starter = false }, "Essai", null, CancellationToken.None);
        await publish.PublishAsync(lo, own.Id, CancellationToken.None);
        await publish.OfferAsync(lo, own.Code, own.Version, CancellationToken.None);
        await publish.RecordAsync(lo, model with { Code = "ludotheque-50502", Starter = false }, "Essai", null, CancellationToken.None);

        var all = (await listing.OfCatalogueAsync(CancellationToken.None)).Where(line => line.Code == "creche").ToList();
        Assert.Contains(all, line => line is { Version: "1.0.0", Origin: DemarcheOrigin.Beffroi } && line.States is [DemarcheState.Livree]);
        Assert.Contains(all, line => line is { Version: "1.4.0", Origin: DemarcheOrigin.Syndicat } && line.States is [DemarcheState.Publiee]);
        Assert.Contains(all, line => line is { Version: "1.5.0", Origin: DemarcheOrigin.Syndicat } && line.States is [DemarcheState.Brouillon]);
        Assert.DoesNotContain(await listing.OfCatalogueAsync(CancellationToken.None), line => line.Code.EndsWith("50502", StringComparison.Ordinal));

        var ofLo = await listing.OfCommuneAsync(lo, CancellationToken.None);
        Assert.Contains(ofLo, line => line is { Code: "creche", Version: "1.0.0", Newer: "1.4.0" } && line.States is [DemarcheState.Adoptee]);
        Assert.Contains(ofLo, line => line is { Code: "halte-garderie-50502", Origin: DemarcheOrigin.Commune } && line.States is [DemarcheState.Publiee, DemarcheState.Proposee]);
        Assert.Contains(ofLo, line => line.Code == "ludotheque-50502" && line.States is [DemarcheState.Brouillon]);
        Assert.DoesNotContain(await listing.OfCommuneAsync(canisy, CancellationToken.None), line => line.Code.EndsWith("50502", StringComparison.Ordinal));
    }

    private string Url(string page, string code) => fixture.Url($"{Root}/{page}?commune=syndicat&code={code}");
}
