using System.Text.Json;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Tests.Journey;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>What a page carries for the script that shows and hides its questions.</summary>
public sealed class ScriptedPageTests(JourneyWorld world) : IClassFixture<JourneyWorld>
{
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 27), "Saint-Lô", Liaison.De);

    [Fact]
    public async Task Get_PageWhoseQuestionsHangOnItself_KeepsThemOutOfTheForm()
    {
        await OfferAsync("location-salle");
        using var browser = world.Appliance.Browse();
        var page = await browser.GetAsync(world.Url("/demarches/location-salle/demande"));
        while (page.Html.QuerySelector("[name='f.pour']") is null)
        {
            page = await browser.SubmitAsync(page, "demande", Answers(page));
        }

        var rules = JsonDocument.Parse(page.Html.QuerySelector("form [data-conditions]")!.GetAttribute("data-conditions")!).RootElement;
        Assert.Contains(rules.EnumerateArray(), rule => rule.GetProperty("id").GetString() == "rna" && rule.GetProperty("when").GetProperty("equals").GetString() == "rna");
        Assert.NotNull(page.Html.QuerySelector("template[data-quand=rna]"));
        Assert.Null(page.Html.QuerySelector("[name='f.rna']"));
        Assert.DoesNotContain("rna", page.Html.QuerySelectorAll("form input[name=vu]").Select(box => box.GetAttribute("value")));

        // Without a script, the server shows it after a post, as before.
        var after = await browser.SubmitAsync(page, "demande", new() { ["f.pour"] = "entreprise" });
        Assert.NotNull(after.Html.QuerySelector("div[data-quand=siret] [name='f.siret']"));
    }

    [Fact]
    public void Conditions_OnOtherPages_AreNotCarried()
    {
        var acte = DemarcheCatalogue.Load().Find("acte-naissance")!;
        var flow = new FormFlow(acte, FormAnswers.Empty, s_context);

        Assert.All(acte.Pages.Take(1), page => Assert.Null(FormPageView.Of(flow, page, scripted: true).Conditions));
    }

    [Fact]
    public void Conditions_OfEveryPageOfTheCatalogue_CannotEndTheirElement()
    {
        foreach (var demarche in DemarcheCatalogue.Load().Newest)
        {
            var flow = new FormFlow(demarche, FormAnswers.Empty, s_context);
            foreach (var page in flow.Pages)
            {
                var json = FormPageView.Of(flow, page, scripted: true).Conditions;
                Assert.DoesNotContain("<", json ?? "", StringComparison.Ordinal);
                Assert.All(FormPageView.Of(flow, page).Sections.SelectMany(section => section.Fields), field => Assert.Null(field.Shown));
            }
        }
    }

    private Task OfferAsync(string code) => world.Appliance.Services.GetRequiredService<Beffroi.Portal.Features.Demarches.Adopt.AdoptDemarche>()
        .AdoptAsync(world.SaintLo.Id, code, TestContext.Current.CancellationToken);

    // The first answer of each choice: enough to come to the page about who asks.
    private static Dictionary<string, string> Answers(TestPage page) => page.Html.QuerySelectorAll("form input[type=radio][name^='f.']")
        .GroupBy(box => box.GetAttribute("name")!).ToDictionary(group => group.Key, group => group.First().GetAttribute("value")!);
}
