using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class PersonTests(BureauFixture bureau)
{
    [Fact]
    public async Task Post_NameAndQuality_AreInTheMailsThatFollow()
    {
        var (courriel, sub) = await bureau.AddPersonAsync(Role.Accueil, BureauFixture.SaintLo);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await admin.GetAsync(await AddressAsync(sub, BureauFixture.SaintLo));

        page = await admin.SubmitAsync(page, "personne", new() { ["Nom"] = "Claude Essai", ["Qualite"] = "officier d’état civil" });

        Assert.Equal("administration", page.Name);
        Assert.Contains("officier d’état civil", page.TextOf("personnes"), StringComparison.Ordinal);
        Assert.Contains("Claude Essai, officier d’état civil", await ReceiptSignedByAsync(courriel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_OfAnAgentWithoutQuality_SaysTheRole()
    {
        var (courriel, _) = await bureau.AddPersonAsync(Role.Accueil, BureauFixture.SaintLo);

        Assert.Contains("Dominique Exemple, accueil", await ReceiptSignedByAsync(courriel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_PersonOfTwoCommunes_IsNotRenamedByOneButMayBeGivenAFirstQuality()
    {
        var (_, sub) = await bureau.AddPersonAsync(Role.AgentService, BureauFixture.SaintLo, BureauFixture.Canisy);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var page = await admin.GetAsync(await AddressAsync(sub, BureauFixture.SaintLo));

        var renamed = await admin.SubmitAsync(page, "personne", new() { ["Nom"] = "Autre Nom" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, renamed.Status);
        Assert.Contains("travaille aussi", renamed.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("Autre Nom", renamed.Form("personne").QuerySelector("input[name=Nom]")!.GetAttribute("value"));

        await admin.SubmitAsync(page, "personne", new() { ["Qualite"] = "secrétaire de mairie" });
        var second = await admin.SubmitAsync(page, "personne", new() { ["Qualite"] = "stagiaire" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        await using var db = bureau.Appliance.Open(CommuneScope.Syndicat);
        var agent = await db.Agents.SingleAsync(row => row.Id == sub);
        Assert.Equal(("Dominique Exemple", "secrétaire de mairie"), (agent.Nom, agent.Qualite));

        using var both = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo, BureauFixture.Canisy);
        var done = await both.SubmitAsync(await both.GetAsync(await AddressAsync(sub, BureauFixture.Canisy)), "personne", new() { ["Nom"] = "Camille Essai" });
        Assert.Equal("administration", done.Name);
    }

    [Fact]
    public async Task Person_OfAnotherCommune_ReturnsNotFoundAndChangesNothing()
    {
        var (_, sub) = await bureau.AddPersonAsync(Role.AgentService, BureauFixture.Canisy);
        var (_, own) = await bureau.AddPersonAsync(Role.AgentService, BureauFixture.SaintLo);
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var foreign = await AddressAsync(sub, BureauFixture.Canisy);
        var page = await admin.GetAsync(await AddressAsync(own, BureauFixture.SaintLo));
        var token = page.Form("personne").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var fields = new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Nom"] = "Autre Nom", ["Qualite"] = "maire" };

        foreach (var address in (string[])[foreign, foreign.Replace("commune=" + BureauFixture.Canisy, "commune=" + BureauFixture.SaintLo, StringComparison.Ordinal)])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsync(address, fields)).Status);
        }

        await using var db = bureau.Appliance.Open(CommuneScope.Syndicat);
        Assert.Equal("Dominique Exemple", (await db.Agents.SingleAsync(row => row.Id == sub)).Nom);
    }

    private async Task<string> AddressAsync(Guid sub, string insee)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.Syndicat);
        var commune = bureau.CommuneId(insee);
        var role = await db.Memberships.SingleAsync(row => row.AgentId == sub && row.CommuneId == commune);
        return bureau.Url($"/administration/personne?commune={insee}&role={role.Id}");
    }

    private async Task<string> ReceiptSignedByAsync(string courriel)
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(courriel);
        await browser.SubmitAsync(await browser.GetAsync(bureau.Url("/dossiers/" + filed.Numero)), "qualifier", new() { ["Complet"] = "true" });
        return Assert.Single(await bureau.CourrielsAsync(BureauFixture.SaintLo, filed.Id), mail => mail.Kind == "accuse-reception").Text;
    }
}
