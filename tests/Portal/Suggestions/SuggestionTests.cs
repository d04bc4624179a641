using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Beffroi.TestKit;
using CsCheck;

namespace Beffroi.Portal.Tests.Suggestions;

/// <summary>What past requests of a commune suggest: with its reasons, never by itself, never from another commune, never a name.</summary>
public sealed class SuggestionTests : IAsyncLifetime
{
    private readonly SuggestionWorld _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Service_IsSuggestedWithItsReasons_AndTheLinkOnlyFillsTheForm()
    {
        await TeachAsync();
        var filed = await _world.FileAsync("Le lampadaire de ma rue clignote.");

        var suggestion = await _world.SuggestAsync(filed.Numero);

        Assert.Equal("technique", suggestion!.Label);
        Assert.Contains("« lampadaire » (6 dossiers)".Replace(' ', '\u00a0'), suggestion.Because.Replace(' ', '\u00a0'), StringComparison.Ordinal);
        using var browser = await SignInAsync();
        var page = await browser.GetAsync(_world.Appliance.Url("bureau", "/dossiers/" + filed.Numero));
        Assert.Contains("lampadaire", page.TextOf("suggestion-service"), StringComparison.Ordinal);
        Assert.NotEqual((await _world.ServiceAsync("technique")).ToString(), ChosenIn(page));
        var link = page.Find("choisir-service")!.GetAttribute("href")!;
        page = await browser.GetAsync(_world.Appliance.Url("bureau", link));
        Assert.Equal((await _world.ServiceAsync("technique")).ToString(), ChosenIn(page));
        var dossier = await _world.DossierAsync(filed.Numero);
        Assert.Equal((Phase.Reception, 1), (dossier.Phase, dossier.Version));
        Assert.NotEqual(await _world.ServiceAsync("technique"), dossier.ServiceId);
    }

    [Fact]
    public async Task LittleKnown_OrWordsThatSayNothing_SuggestNothing()
    {
        await _world.TeachAsync("Le lampadaire de la rue clignote.", "technique", 4);
        await _world.TeachAsync("Un acte de naissance pour mon passeport.", "etat-civil", 4);
        await _world.LearnAsync();
        var filed = await _world.FileAsync("Le lampadaire de ma rue clignote.");
        // Eight dossiers are too few.
        Assert.Null(await _world.SuggestAsync(filed.Numero));

        await _world.TeachAsync("Un acte de naissance pour mon passeport.", "etat-civil", 4);
        await _world.LearnAsync();
        Assert.Equal("technique", (await _world.SuggestAsync(filed.Numero))!.Label);
        Assert.Null(await _world.SuggestAsync((await _world.FileAsync("Des poules sont dans mon jardin.")).Numero));
        // One word alone is no reason.
        Assert.Null(await _world.SuggestAsync((await _world.FileAsync("Lampadaire.")).Numero));
        // Two words for one, two for the other.
        Assert.Null(await _world.SuggestAsync((await _world.FileAsync("Le lampadaire clignote, un acte, un passeport.")).Numero));
    }

    [Fact]
    public async Task AnotherCommune_TeachesNothing()
    {
        await TeachAsync();
        var filed = await _world.FileAsync("Le lampadaire de ma rue clignote.", SuggestionWorld.Canisy);

        Assert.Null(await _world.SuggestAsync(filed.Numero));
        Assert.Empty(await _world.CountsAsync(SuggestionWorld.Canisy));
    }

    [Fact]
    public async Task Names_AreNotLearnt_NorReadableWhileFewHaveThem()
    {
        for (var i = 0; i < 12; i++)
        {
            // The person's own name stands in all their texts, and a neighbour's in two.
            var filed = await _world.FileAsync($"Je suis Zephirine Quettehou, le lampadaire clignote. {(i < 2 ? "Voir monsieur Hautmesnil." : "")}", nom: "Quettehou Zephirine");
            await _world.QualifyAsync(filed.Numero, i % 2 == 0 ? "technique" : "accueil");
            await _world.EndAsync(filed.Numero);
        }

        await _world.LearnAsync();

        var words = (await _world.CountsAsync()).Select(row => row.Word).ToList();
        Assert.Contains("lampadair", words);
        foreach (var name in (string[])["quettehou", "zephirin", "zephirine", "hautmesnil"])
        {
            Assert.DoesNotContain(words, word => word.Contains(name, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains(words, word => word.StartsWith('~'));
    }

    [Fact]
    public async Task Counter_SuggestsADemarcheForWords_AndOpensNothingByItself()
    {
        await TeachAsync();
        for (var i = 0; i < 8; i++)
        {
            var filed = await _world.FileAsync("Trou dans la chaussée, danger pour les vélos.", demarche: "signalement-voirie");
            await _world.QualifyAsync(filed.Numero, "technique");
            await _world.EndAsync(filed.Numero);
        }

        await _world.LearnAsync();
        using var browser = await SignInAsync();

        var page = await browser.SubmitAsync(await browser.GetAsync(_world.Appliance.Url("bureau", "/accueil?commune=" + SuggestionWorld.SaintLo)), "mots", new() { ["mots"] = "danger, un trou, la chaussée est cassée" });

        Assert.Contains("chaussée", page.TextOf("suggestion-demarche"), StringComparison.Ordinal);
        Assert.Contains("demarche=signalement-voirie", page.Find("suggestion-demarche")!.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Null(page.Html.QuerySelector("form[data-form=accueil]"));
        page = await browser.SubmitAsync(page, "mots", new() { ["mots"] = "des mots jamais vus" });
        Assert.NotNull(page.Find("sans-suggestion"));
    }

    [Fact]
    public void Weighing_NeverSuggestsWithoutTwoReasonsThatThreeDossiersHave() =>
        Gen.Select(Gen.Int[0, 12].Array[2, 5], Gen.Int[0, 12].Array[2, 5].Array[1, 6]).Sample((totals, seen) =>
        {
            var labels = totals.Select((total, i) => (Key: "l" + i, total)).ToDictionary(row => row.Key, row => row.total);
            var words = seen.Select((counts, i) => (Key: "w" + i, Counts: (IReadOnlyDictionary<string, int>)counts.Take(totals.Length)
                .Select((count, l) => (Key: "l" + l, Count: Math.Min(count, totals[l]))).ToDictionary(row => row.Key, row => row.Count))).ToDictionary(row => row.Key, row => row.Counts);

            if (NaiveBayes.Suggest(labels, words) is not { } suggestion)
            {
                return;
            }

            Assert.InRange(suggestion.Confidence, NaiveBayes.LeastConfidence, 1);
            Assert.True(suggestion.Reasons.Count >= 2);
            Assert.All(suggestion.Reasons, reason => Assert.True(reason.Dossiers >= SuggestionCount.Readable && words[reason.Word].GetValueOrDefault(suggestion.Label) == reason.Dossiers));
            Assert.True(labels.Values.Sum() >= NaiveBayes.FewestDossiers);
        });

    private async Task TeachAsync()
    {
        await _world.TeachAsync("Le lampadaire de la rue clignote.", "technique", 6);
        await _world.TeachAsync("Un acte de naissance pour mon passeport.", "etat-civil", 6);
        await _world.LearnAsync();
    }

    private async Task<TestBrowser> SignInAsync()
    {
        await _world.Appliance.AddAgentAsync("accueil@exemple.fr", Role.CommuneAdmin, SuggestionWorld.SaintLo);
        var browser = _world.Appliance.Browse();
        var first = await browser.GetAsync(_world.Appliance.Url("bureau", "/connexion"));
        var second = await browser.SubmitAsync(first, "connexion", new() { ["Courriel"] = "accueil@exemple.fr" });
        await browser.SubmitAsync(second, "mot-de-passe", new() { ["MotDePasse"] = "mot de passe de test" });
        return browser;
    }

    private static string? ChosenIn(TestPage page) => page.Form("qualifier").QuerySelector("select[name=Service] option[selected]")?.GetAttribute("value");
}
