using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Inbox;

[Collection(nameof(BureauSuite))]
public sealed class BulkTests(BureauFixture bureau)
{
    [Theory]
    [InlineData("priorite:Urgente")]
    [InlineData("service:etat-civil")]
    [InlineData("agent:")]
    public async Task Change_ThenUndo_LeavesTheDossiersAsTheyWere_AndSaysBothInTheLog(string change)
    {
        var filed = new[] { await bureau.FileAsync(BureauFixture.SaintLo), await bureau.FileAsync(BureauFixture.SaintLo) };
        var (courriel, sub) = await bureau.AddPersonAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(courriel);
        var before = await StateAsync(filed[0].Numero);

        var done = await PostAsync(browser, change == "agent:" ? change + sub : change, filed.Select(row => row.Numero));

        Assert.Contains("2\u00a0demandes", done.TextOf("lot"), StringComparison.Ordinal);
        Assert.NotEqual(before, await StateAsync(filed[0].Numero));
        Assert.Equal(Phase.Reception, (await bureau.DossierAsync(BureauFixture.SaintLo, filed[0].Numero)).Phase);

        var undone = await browser.SubmitAsync(done, "annuler");

        Assert.Contains("2\u00a0demandes remises comme avant", undone.TextOf("lot"), StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(filed[0].Numero));
        Assert.Equal(before, await StateAsync(filed[1].Numero));
        Assert.Null((await browser.GetAsync(undone.Url)).Html.QuerySelector("form[data-form=annuler]"));
        var verified = await bureau.Appliance.Services.GetRequiredService<VerifyLog>().RunAsync(bureau.Appliance.Commune(BureauFixture.SaintLo), CancellationToken.None);
        Assert.True(verified.Holds, verified.Reason);
    }

    [Fact]
    public async Task Undo_OfADossierThatChangedSince_LeavesItAndSaysSo()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var done = await PostAsync(browser, "priorite:Haute", [filed.Numero]);
        await PostAsync(browser, "priorite:Urgente", [filed.Numero]);

        var undone = await browser.SubmitAsync(done, "annuler");

        Assert.Contains("a changé depuis", undone.TextOf("restees"), StringComparison.Ordinal);
        Assert.Equal(Priority.Urgente, (await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).Priority);
    }

    [Fact]
    public async Task Change_DossiersOfAnotherCommune_ChangesNoneOfThem()
    {
        var own = await bureau.FileAsync(BureauFixture.SaintLo);
        var other = await bureau.FileAsync(BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

        var page = await PostAsync(browser, "priorite:Urgente", [own.Numero, other.Numero]);

        Assert.DoesNotContain(other.Numero[6..], page.Find("restees")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Priority.Urgente, (await bureau.DossierAsync(BureauFixture.SaintLo, own.Numero)).Priority);
        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.Canisy, other.Numero)).Version);
    }

    [Fact]
    public async Task Change_OfServiceOrPriority_ByWhoDoesNotQualify_IsNotOffered_AndIsRefused()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        var (courriel, sub) = await bureau.AddPersonAsync(Role.AgentService, BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(courriel);

        var values = (await browser.GetAsync(bureau.Url("/dossiers"))).Html.QuerySelectorAll("#lot-geste option").Select(option => option.GetAttribute("value")!).ToList();
        Assert.Contains("agent:" + sub, values);
        Assert.DoesNotContain(values, value => value.StartsWith("priorite:", StringComparison.Ordinal) || value.StartsWith("service:", StringComparison.Ordinal));
        foreach (var change in (string[])["priorite:Urgente", "service:etat-civil"])
        {
            Assert.Contains("Votre rôle ne permet pas", (await PostAsync(browser, change, [filed.Numero])).TextOf("restees"), StringComparison.Ordinal);
        }

        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).Version);
    }

    [Fact]
    public async Task Change_ByAnElu_ChangesNothing_AndIsNotOffered()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.Elu, BureauFixture.SaintLo);

        var list = await browser.GetAsync(bureau.Url("/dossiers"));
        Assert.Null(list.Html.QuerySelector("form[data-form=lot]"));
        Assert.Null(list.Html.QuerySelector(".row-check"));
        await PostAsync(browser, "priorite:Urgente", [filed.Numero]);

        Assert.Equal(1, (await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).Version);
    }

    [Fact]
    public async Task Change_ToAnAgentOfAnotherCommune_IsRefused()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        var (_, stranger) = await bureau.AddPersonAsync(Role.AgentService, BureauFixture.Canisy);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

        var page = await PostAsync(browser, "agent:" + stranger, [filed.Numero]);

        Assert.Contains("ne travaille pas pour la commune", page.TextOf("restees"), StringComparison.Ordinal);
        Assert.Null((await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).AgentId);
    }

    [Fact]
    public async Task Undo_OfAColleaguesChange_IsNotFound()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var author = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var colleague = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var done = await PostAsync(author, "priorite:Haute", [filed.Numero]);
        var lot = done.Form("annuler").QuerySelector("input[name=lot]")!.GetAttribute("value")!;

        var answer = await colleague.PostAsync(bureau.Url("/lots/annuler"), [new("__RequestVerificationToken", await TokenAsync(colleague)), new("lot", lot)]);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(Priority.Haute, (await bureau.DossierAsync(BureauFixture.SaintLo, filed.Numero)).Priority);
    }

    [Theory]
    [InlineData("")]
    [InlineData("priorite:Hier")]
    [InlineData("priorite:7")]
    [InlineData("agent:moi")]
    [InlineData("code:ABC")]
    public async Task Change_ThatSaysNothing_IsToldWhatIsMissing(string change)
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        using var browser = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(browser, change, [filed.Numero])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(browser, "priorite:Haute", [])).Status);
    }

    private async Task<TestPage> PostAsync(TestBrowser browser, string change, IEnumerable<string> numeros) => await browser.PostAsync(
        bureau.Url("/lots"),
        [
            new("__RequestVerificationToken", await TokenAsync(browser)), new("geste", change), new("retour", "?vue=toutes"),
            .. numeros.Select(numero => new KeyValuePair<string, string>("numero", numero)),
        ]);

    private async Task<string> TokenAsync(TestBrowser browser) =>
        (await browser.GetAsync(bureau.Url("/dossiers"))).Form("deconnexion").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private async Task<(Guid?, string?, Guid?, Priority, Phase)> StateAsync(string numero)
    {
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, numero);
        return (dossier.AgentId, dossier.AgentNom, dossier.ServiceId, dossier.Priority, dossier.Phase);
    }
}
