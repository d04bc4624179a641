using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Tests.Bureau;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>The syndicate publishes, communes adopt, say their own values, take versions and go back.</summary>
public sealed class MutualisationTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private static readonly DemarcheDefinition s_hall = DemarcheCatalogue.Load().Find("location-salle")!;

    private IServiceProvider Services => fixture.Appliance.Services;

    [Fact]
    public async Task Demarche_IsAdoptedInTwoClicksAndIsOnTheSite()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches/subvention"))).Status);

        var list = await browser.GetAsync(fixture.Url("/administration/demarches"));
        var form = list.Html.QuerySelectorAll("form[data-form=adopter]").First(form => form.QuerySelector("input[name=code]")!.GetAttribute("value") == "subvention");
        var done = await browser.PostAsync(fixture.Url(form.GetAttribute("action")!), form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)));

        Assert.Contains("est proposée aux usagers", done.Text);
        Assert.Contains("Subvention", (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches/subvention"))).Html.Title, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(Site(BureauFixture.Canisy, "/demarches/subvention"))).Status);
    }

    [Fact]
    public async Task Fee_ChangedByTheCommune_IsOnItsSiteAlone()
    {
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(BureauFixture.SaintLo), "creche", CancellationToken.None);
        await Services.GetRequiredService<AdoptDemarche>().AdoptAsync(fixture.CommuneId(BureauFixture.Canisy), "creche", CancellationToken.None);
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(fixture.Url($"/administration/demarche?commune={BureauFixture.SaintLo}&code=creche"));

        var saved = await browser.SubmitAsync(page, "valeurs", new() { ["Prix"] = "12 € par mois", ["Fermeture.Jour"] = "31", ["Fermeture.Mois"] = "2", ["Fermeture.Annee"] = "2027" });
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, saved.Status);
        Assert.Contains("ce mois n’a que 28 jours", saved.Text);

        saved = await browser.SubmitAsync(saved, "valeurs", new() { ["Prix"] = "12 € par mois", ["Fermeture.Jour"] = "", ["Fermeture.Mois"] = "", ["Fermeture.Annee"] = "" });
        Assert.Contains("Enregistré et affiché sur le site", saved.Text);
        Assert.Contains("12", (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches/creche"))).Html.QuerySelector(".facts-row")!.TextContent);
        Assert.DoesNotContain("12 € par mois", (await browser.GetAsync(Site(BureauFixture.Canisy, "/demarches/creche"))).Text.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Administrator_OfOneCommune_ReachesNoOther()
    {
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(fixture.Url($"/administration/demarches?commune={BureauFixture.Canisy}"))).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(fixture.Url($"/administration/demarche?commune={BureauFixture.Canisy}&code=contact-mairie"))).Status);
        using var clerk = await fixture.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        Assert.NotEqual("administration-demarches", (await clerk.GetAsync(fixture.Url("/administration/demarches"))).Name);
    }

    [Fact]
    public async Task ClosedDemarche_SaysSoAndTakesNothing()
    {
        var (adopt, commune) = (Services.GetRequiredService<AdoptDemarche>(), fixture.CommuneId(BureauFixture.SaintLo));
        await adopt.AdoptAsync(commune, "pd", CancellationToken.None);
        await adopt.SetLocalAsync(commune, "pd", new LocalValues { OpensOn = new DateOnly(2090, 1, 1) }, CancellationToken.None);
        using var browser = fixture.Appliance.Browse();

        Assert.Contains("à partir du dimanche 1er janvier 2090", (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches/pd"))).TextOf("fermee").Replace('\u00A0', ' '));
        Assert.Equal("demarche", (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches/pd/demande"))).Name);
        Assert.DoesNotContain("/demarches/pd\"", (await browser.GetAsync(Site(BureauFixture.SaintLo, "/demarches"))).Text);
    }

    [Fact]
    public async Task Version_GoesOutInWavesKeepsLocalValuesAndComesBack()
    {
        var (adopt, publish, waves) = (Services.GetRequiredService<AdoptDemarche>(), Services.GetRequiredService<PublishDemarche>(), Services.GetRequiredService<DemarcheWaves>());
        var (one, other) = (fixture.CommuneId(BureauFixture.SaintLo), fixture.CommuneId(BureauFixture.Canisy));
        await adopt.AdoptAsync(one, s_hall.Code, CancellationToken.None);
        await adopt.AdoptAsync(other, s_hall.Code, CancellationToken.None);
        await adopt.SetLocalAsync(one, s_hall.Code, new LocalValues { Fees = new("80 € le week-end", s_hall.Fees), Note = "Les clés sont au bourg." }, CancellationToken.None);

        var next = s_hall with { Version = "1.1.0", Fees = "Un prix par le syndicat.", Description = "Une salle." };
        var revision = await publish.RecordAsync(CommuneScope.SyndicatId, next, "Essai", null, CancellationToken.None);
        await publish.PublishAsync(CommuneScope.SyndicatId, revision.Id, CancellationToken.None);
        var again = await publish.RecordAsync(CommuneScope.SyndicatId, next, "Essai", null, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<DemarcheRuleException>(() => publish.PublishAsync(CommuneScope.SyndicatId, again.Id, CancellationToken.None));
        Assert.Contains("1.2.0", refused.Message);

        await waves.BeginAsync(s_hall.Code, "1.1.0", 1, CancellationToken.None);
        Assert.Equal(1, await waves.StepAsync(CancellationToken.None));
        Assert.Equal(1, await waves.StepAsync(CancellationToken.None));
        Assert.Equal(0, await waves.StepAsync(CancellationToken.None));

        var row = await AdoptionAsync(one);
        Assert.Equal(("1.1.0", "1.0.0"), (row.Version, row.FormerVersion));
        Assert.Contains("Vous gardez « 80 € le week-end »", row.ToLookAt);
        var local = LocalValues.Read(row.LocalValues);
        Assert.Equal(("80 € le week-end", "Les clés sont au bourg."), (local.Fees!.Value, local.Note));
        Assert.Equal("80 € le week-end", local.Apply(next).Fees);
        Assert.Null((await AdoptionAsync(other)).ToLookAt);

        await adopt.GoBackAsync(one, s_hall.Code, CancellationToken.None);
        row = await AdoptionAsync(one);
        Assert.Equal(("1.0.0", true), (row.Version, row.Pinned));
        await waves.BeginAsync(s_hall.Code, "1.1.0", 10, CancellationToken.None);
        Assert.Equal(0, await waves.StepAsync(CancellationToken.None));
        Assert.Equal("1.0.0", (await AdoptionAsync(one)).Version);
    }

    [Fact]
    public async Task Wave_IsHeldWhenUsagersStumbleMore()
    {
        var (adopt, publish, waves, tallies) = (Services.GetRequiredService<AdoptDemarche>(), Services.GetRequiredService<PublishDemarche>(), Services.GetRequiredService<DemarcheWaves>(), Services.GetRequiredService<DemarcheTallies>());
        await adopt.AdoptAsync(fixture.CommuneId(BureauFixture.SaintLo), "dia", CancellationToken.None);
        await adopt.AdoptAsync(fixture.CommuneId(BureauFixture.Canisy), "dia", CancellationToken.None);
        var next = DemarcheCatalogue.Load().Find("dia")! with { Version = "2.0.0" };
        await publish.PublishAsync(CommuneScope.SyndicatId, (await publish.RecordAsync(CommuneScope.SyndicatId, next, "Essai", null, CancellationToken.None)).Id, CancellationToken.None);
        var id = await waves.BeginAsync("dia", "2.0.0", 1, CancellationToken.None);
        Assert.Equal(1, await waves.StepAsync(CancellationToken.None));
        for (var i = 0; i < 30; i++)
        {
            tallies.Count("dia", "2.0.0", refused: i % 2 == 0);
        }

        await tallies.FlushAsync(CancellationToken.None);
        Assert.Equal(0, await waves.StepAsync(CancellationToken.None));
        var wave = await Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, (db, token) => db.DemarcheWaves.FirstAsync(row => row.Id == id, token), CancellationToken.None);
        Assert.Equal(WaveState.EnPause, wave.State);
        Assert.Contains("50", wave.Reason);
        await waves.SetAsync(id, WaveState.Arretee, CancellationToken.None);
    }

    [Fact]
    public async Task CommunesOwn_IsNotForAnotherCommune()
    {
        var (adopt, publish) = (Services.GetRequiredService<AdoptDemarche>(), Services.GetRequiredService<PublishDemarche>());
        var own = s_hall with { Code = "marche-de-noel", Libelle = "Demander un emplacement au marché de Noël" };
        var commune = fixture.CommuneId(BureauFixture.SaintLo);
        await publish.PublishAsync(commune, (await publish.RecordAsync(commune, own, "Essai", null, CancellationToken.None)).Id, CancellationToken.None);

        await adopt.AdoptAsync(commune, own.Code, CancellationToken.None);
        await Assert.ThrowsAsync<DemarcheRuleException>(() => adopt.AdoptAsync(fixture.CommuneId(BureauFixture.Canisy), own.Code, CancellationToken.None));
        await Assert.ThrowsAsync<DemarcheRuleException>(() => publish.RecordAsync(fixture.CommuneId(BureauFixture.Canisy), own, "Essai", null, CancellationToken.None));
        await Assert.ThrowsAsync<DemarcheRuleException>(() => publish.RecordAsync(commune, s_hall, "Essai", null, CancellationToken.None));
        await publish.OfferAsync(commune, own.Code, own.Version, CancellationToken.None);
    }

    [Fact]
    public void SignedFile_ChangedByOneCharacter_IsRefused()
    {
        var files = Services.GetRequiredService<DemarcheFiles>();
        var text = files.Write(s_hall);

        var read = DemarcheFiles.Read(text);
        Assert.Equal(files.Fingerprint, read.Fingerprint);
        Assert.Equal(DefinitionJson.Write(s_hall), DefinitionJson.Write(read.Definition));
        foreach (var changed in (string[])[text.Replace("\"version\": \"1.0.0\"", "\"version\": \"1.0.1\"", StringComparison.Ordinal), text.Replace(s_hall.Fees, s_hall.Fees + " ", StringComparison.Ordinal), "{}", "[1]", "", text[..200]])
        {
            Assert.Throws<DemarcheRuleException>(() => DemarcheFiles.Read(changed));
        }
    }

    [Fact]
    public void Diff_SaysEachChangeInWords()
    {
        var first = s_hall.Pages[0];
        var field = first.Sections[0].Fields[0];
        var after = s_hall with
        {
            Fees = "Gratuit.",
            Silence = s_hall.Silence! with { Months = 4 },
            Pieces = [.. s_hall.Pieces.Skip(1)],
            Pages = [first with { Sections = [new() { Fields = [field with { Label = "Une autre question", Optional = !field.Optional }] }] }, .. s_hall.Pages.Skip(1)],
        };

        var texts = DefinitionDiff.Between(s_hall, after).Select(change => change.Text).ToList();

        Assert.Contains(texts, text => text.StartsWith("Tarif :", StringComparison.Ordinal) && text.EndsWith("devient « Gratuit. »", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("vaut rejet au bout de 4 mois", StringComparison.Ordinal));
        Assert.Contains($"Retirée : {s_hall.Pieces[0].Libelle}", texts);
        Assert.Contains(texts, text => text.Contains("« Une autre question » devient", StringComparison.Ordinal));
        Assert.Empty(DefinitionDiff.Between(s_hall, DefinitionJson.Read(DefinitionJson.Write(s_hall))));
    }

    [Fact]
    public void PieceLeftOut_IsAskedNoMoreUnlessIndispensable()
    {
        var optional = s_hall.Pieces.First(piece => !piece.Indispensable);
        var all = new LocalValues { PiecesLeftOut = [.. s_hall.Pieces.Select(piece => piece.Id)] }.Apply(s_hall);

        Assert.DoesNotContain(optional, all.Pieces);
        Assert.DoesNotContain(all.AllFields(), field => field.Kind is FieldKind.Attachment && field.Piece == optional.Id);
        Assert.All(s_hall.Pieces.Where(piece => piece.Indispensable), piece => Assert.Contains(piece, all.Pieces));
    }

    private string Site(string insee, string path) => fixture.Appliance.Url(fixture.Appliance.Commune(insee).Slug, path);

    private Task<DemarcheAdoption> AdoptionAsync(Guid commune) => Services.GetRequiredService<PortalWrites>().RunAsync(
        CommuneScope.One(commune), (db, token) => db.DemarcheAdoptions.FirstAsync(row => row.Code == s_hall.Code, token), CancellationToken.None);
}
