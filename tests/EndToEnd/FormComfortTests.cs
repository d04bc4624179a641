using Beffroi.TestKit;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>What scripts add to a form: questions that come and go with the answers, addresses that complete themselves; both by keyboard.</summary>
public sealed class FormComfortTests(World world) : IClassFixture<World>
{
    private const string Next = "form[data-form=demande] button.button:not([type=button])";

    [Fact]
    public async Task Questions_ComeAndGoWithTheAnswers_AndKeepWhatWasTyped()
    {
        Assert.Equal(0, (await ApplianceProcess.RunAsync(world.Settings, "demarche", "adopt", "location-salle", "--commune", "50502")).Code);
        var page = await world.OpenAsync();
        await page.GotoAsync(world.Url("saint-lo", "/demarches/location-salle/demande"));
        Assert.Equal(0, await page.Locator("[name='f.rna']").CountAsync());

        await page.Locator("[name='f.pour'][value=association]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.CheckAsync("[name='f.numero-asso'][value=rna]");
        await page.FillAsync("[name='f.rna']", "W751234567");
        await page.FillAsync("[name='f.organisme']", "Les Amis du beffroi");
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await page.CheckAsync("[name='f.pour'][value=entreprise]");
        Assert.False(await page.Locator("[name='f.rna']").IsVisibleAsync());
        Assert.True(await page.Locator("[name='f.siret']").IsVisibleAsync());
        Assert.True(await page.Locator("input[name=vu][value=rna]").IsDisabledAsync());
        Assert.Contains("retirée", await page.TextContentAsync("form p[role=status]"), StringComparison.Ordinal);
        Assert.Equal("entreprise", await page.EvaluateAsync<string>("document.activeElement.value"));

        await page.CheckAsync("[name='f.pour'][value=association]");
        Assert.Equal("W751234567", await page.InputValueAsync("[name='f.rna']"));
        Assert.False(await page.Locator("[name='f.siret']").IsVisibleAsync());
        await page.FillAsync("[name='f.qualite']", "Présidente");
        await page.WaitForTimeoutAsync(400);
        await page.ClickAsync(Next);
        await page.WaitForSelectorAsync("[name='f.salle']");
    }

    [Fact]
    public async Task Address_TypedInPart_IsCompletedByKeyboardAndNeverImposed()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "commune_insee;voie_nom;numero\n50502;Rue de la Marne;12\n50502;Rue de la Marne;14\n50502;Rue du Maréchal-Juin;12\n", TestContext.Current.CancellationToken);
        var import = await ApplianceProcess.RunAsync(world.Settings, "adresses", "import", "50502", file);
        File.Delete(file);
        Assert.True(import.Code == 0, import.Err);
        var page = await world.OpenAsync(width: 320);
        await ReachAddressAsync(page);

        var box = page.Locator("[name='f.adresse.ligne1']");
        await box.PressSequentiallyAsync("12 r mar");
        await page.WaitForSelectorAsync("[role=option]");
        Assert.Equal("true", await box.GetAttributeAsync("aria-expanded"));
        Assert.Equal(2, await page.Locator("[role=option]").CountAsync());
        Assert.Contains("2\u00a0adresses", string.Join(' ', await page.Locator("p[role=status]").AllTextContentsAsync()), StringComparison.Ordinal);
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("true", await page.Locator($"#{await box.GetAttributeAsync("aria-activedescendant")}").GetAttributeAsync("aria-selected"));
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("12 Rue de la Marne", await box.InputValueAsync());
        Assert.Equal("Saint-Lô", await page.InputValueAsync("[name='f.adresse.ville']"));
        Assert.Equal("false", await box.GetAttributeAsync("aria-expanded"));
        await box.PressSequentiallyAsync(" x");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("12 Rue de la Marne x", await box.InputValueAsync());
    }

    private async Task ReachAddressAsync(IPage page)
    {
        await page.GotoAsync(world.Url("saint-lo", "/demarches/acte-naissance/demande"));
        await page.CheckAsync("input[name='f.qualite'][value=moi]");
        await page.FillAsync("[name='f.nom']", "Modèle");
        await page.FillAsync("[name='f.prenoms']", "Camille");
        await page.FillAsync("[name='f.naissance.jour']", "14/3/1985");
        await page.CheckAsync("input[name='f.lieu'][value=ici]");
        await page.ClickAsync(Next);
        await page.CheckAsync("input[name='f.document'][value=sans-filiation]");
        await page.FillAsync("[name='f.exemplaires']", "1");
        await page.ClickAsync(Next);
        await page.WaitForSelectorAsync("[name='f.adresse.ligne1']");
    }
}
