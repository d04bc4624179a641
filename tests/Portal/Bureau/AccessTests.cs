using System.Net;
using Beffroi.Portal.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class AccessTests(BureauFixture bureau)
{
    public static TheoryData<string> Actions => ["qualifier", "prendre", "attribuer", "message", "note", "pieces", "recevoir", "accuser", "decider", "delivrer", "suspendre", "reprendre"];

    [Theory]
    [InlineData("/")]
    [InlineData("/dossiers")]
    [InlineData("/dossiers/50502-2026-00001")]
    [InlineData("/dossiers/50502-2026-00001/apercu")]
    [InlineData("/dossiers/50502-2026-00001/pieces/01938c3e-0000-7000-8000-000000000000")]
    [InlineData("/accueil")]
    [InlineData("/console")]
    [InlineData("/administration")]
    [InlineData("/administration/mairie")]
    [InlineData("/administration/personne")]
    public async Task Get_NotSignedIn_LeadsToSignIn(string path)
    {
        using var browser = bureau.Appliance.Browse();

        var page = await browser.GetAsync(bureau.Url(path), follow: false);

        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Contains("/connexion", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PersonWithoutRole_ReadsWhoCanGiveOne()
    {
        using var browser = await bureau.SignInAsync(role: null);

        var page = await browser.GetAsync(bureau.Url("/dossiers"));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("acces-refuse", page.Name);
        Assert.Contains("secrétariat de mairie", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_Agent_ShowsOnlyOwnCommunes()
    {
        var own = await bureau.FileAsync(BureauFixture.SaintLo);
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var page = await browser.GetAsync(bureau.Url("/dossiers?vue=toutes"));

        Assert.Contains(own.Numero, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Numero, page.Text, StringComparison.Ordinal);
        var search = await browser.GetAsync(bureau.Url("/dossiers?q=" + other.Numero));
        Assert.Empty(search.Html.QuerySelectorAll("tr[data-numero]"));
    }

    [Fact]
    public async Task Get_DossierOfAnotherCommune_ReturnsNotFound()
    {
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url("/dossiers/" + other.Numero))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url($"/dossiers/{other.Numero}/apercu"))).Status);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Post_DossierOfAnotherCommune_ReturnsNotFoundAndChangesNothing(string action)
    {
        var own = await bureau.FileAsync(BureauFixture.SaintLo);
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + own.Numero));
        var token = page.Form("message").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.PostAsync(bureau.Url($"/dossiers/{other.Numero}/{action}"), Everything(token));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.Canisy, other.Numero)).Version);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Post_Elu_IsForbiddenAndChangesNothing(string action)
    {
        var dossier = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero));
        var token = page.Form("deconnexion").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.PostAsync(bureau.Url($"/dossiers/{dossier.Numero}/{action}"), Everything(token));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Html.QuerySelector("form[data-form=message]"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.SaintLo, dossier.Numero)).Version);
    }

    [Fact]
    public async Task Get_RoleTakenAway_EndsAccessAtOnce()
    {
        var person = await bureau.AddPersonAsync(Role.Accueil, BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(person.Courriel);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(bureau.Url("/dossiers"))).Status);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var people = await admin.GetAsync(bureau.Url("/administration"));
        var role = people.Html.QuerySelectorAll("[data-testid=personnes] tbody tr")
            .Single(row => row.TextContent.Contains(person.Courriel, StringComparison.Ordinal)).QuerySelector("input[name=role]")!.GetAttribute("value")!;

        var ended = await admin.SubmitAsync(people, "retirer", new() { ["role"] = role });

        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(bureau.Url("/dossiers"))).Status);
    }

    [Fact]
    public async Task Post_ForgedAntiforgery_IsRefused()
    {
        var dossier = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero));

        var answer = await browser.PostAsync(bureau.Url($"/dossiers/{dossier.Numero}/note"), Everything("forged"));

        Assert.InRange((int)answer.Status, 400, 499);
        Assert.DoesNotContain("Note ajoutée", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.SaintLo, dossier.Numero)).Version);
    }

    [Fact]
    public async Task Console_Operator_SeesFiguresAndNoDossier()
    {
        var dossier = await bureau.FileAsync(BureauFixture.SaintLo, nom: "Secret");
        using var browser = await bureau.SignInAsync(Role.SyndicatOperateur);

        var console = await browser.GetAsync(bureau.Url("/"));

        Assert.Equal("console", console.Name);
        Assert.Contains("Saint-Lô", console.TextOf("communes"), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", console.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("camille.modele@exemple.fr", console.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(bureau.Url("/dossiers/" + dossier.Numero))).Status);
        Assert.Empty((await browser.GetAsync(bureau.Url("/dossiers?vue=toutes"))).Html.QuerySelectorAll("tr[data-numero]"));
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/demarches")]
    [InlineData("/console/courriels")]
    [InlineData("/administration")]
    public async Task Get_AgentWithoutTheRole_IsForbidden(string path)
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(bureau.Url(path))).Status);
    }

    private static Dictionary<string, string> Everything(string token) => new()
    {
        ["__RequestVerificationToken"] = token,
        ["Version"] = "1",
        ["Complet"] = "true",
        ["Message"] = "Bonjour",
        ["Note"] = "Note",
        ["Pieces"] = "Plan",
        ["Issue"] = "Favorable",
        ["Motif"] = "Motif",
        ["Remise"] = "EnLigne",
        ["Mots"] = "Voici",
    };
}
