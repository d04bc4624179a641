using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>A secretary's everyday tasks on the catalogue: a démarche taken in two clicks, a fee changed.</summary>
public sealed class SecretaryTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Demarche_IsAdoptedInTwoClicks_AndItsFeeChanged(bool script)
    {
        var (code, price) = script ? ("location-salle", "80 € le week-end") : ("subvention", "Gratuit pour les associations de la commune");
        var page = await world.OpenAsync(script: script);
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/administration?commune=50502"));

        await page.ClickAsync("a[href^='/administration/demarches']");
        await page.ClickAsync($"form[data-form=adopter]:has(input[name=code][value={code}]) button");

        await page.WaitForSelectorAsync($"[data-testid=proposees] a[href*='code={code}']");
        Assert.Contains("est proposée aux usagers", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync($"[data-testid=proposees] a[href*='code={code}']");
        await page.FillAsync("form[data-form=valeurs] [name='Saisie.Prix'], form[data-form=valeurs] [name=Prix]", price);
        await page.ClickAsync("form[data-form=valeurs] button.button:not([type=button])");
        await page.WaitForURLAsync(url => url.Contains("fait=valeurs", StringComparison.Ordinal));

        await page.GotoAsync(world.Url("saint-lo", "/demarches/" + code));
        Assert.Contains(price, (await page.TextContentAsync("main"))!.Replace('\u00A0', ' '), StringComparison.Ordinal);
        await page.GotoAsync(world.Url("saint-lo", "/demarches"));
        Assert.Equal(1, await page.Locator($"a[href='/demarches/{code}']").CountAsync());
    }
}
