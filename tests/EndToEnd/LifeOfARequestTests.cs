using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>A request filed in a real browser and delivered by agents who sign in through the SSO; with scripts and without.</summary>
public sealed class LifeOfARequestTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_FromTheFormToDelivery_IsFollowedByItsCode(bool script)
    {
        var usager = await world.OpenAsync(script: script);
        var code = await world.FileAsync(usager);

        var reception = await world.OpenAsync(width: 1440, script: script);
        await world.SignInAsync(reception, "accueil@exemple.fr");
        await reception.GotoAsync(world.Url("bureau", "/dossiers?q=" + Uri.EscapeDataString(code)));
        await FollowRowAsync(reception);
        await ClickAsync(reception, "form[data-form=qualifier] input[type=checkbox]", check: true);
        await ClickAsync(reception, "form[data-form=qualifier] button.button:not([type=button])");
        var address = reception.Url.Split('?')[0].Split('#')[0];

        await SeesAsync(usager, code, "traitement");

        var expert = await world.OpenAsync(width: 1440, script: script);
        await world.SignInAsync(expert, "etat-civil@exemple.fr");
        await expert.GotoAsync(address);
        await ClickAsync(expert, "form[data-form=prendre] button.button:not([type=button])");
        await ClickAsync(expert, "form[data-form=decider] input[type=radio]", check: true);
        await expert.FillAsync("form[data-form=decider] textarea", "L’acte a été trouvé et copié.");
        await ClickAsync(expert, "form[data-form=decider] button.button:not([type=button])");
        await SeesAsync(usager, code, "delivrance");

        await ClickAsync(expert, "form[data-form=delivrer] input[type=radio]", check: true);
        await expert.FillAsync("form[data-form=delivrer] textarea", "Votre acte part par la poste aujourd’hui.");
        await ClickAsync(expert, "form[data-form=delivrer] button.button:not([type=button])");

        await SeesAsync(usager, code, "cloture");
        Assert.Contains("part par la poste", await usager.TextContentAsync("main"), StringComparison.Ordinal);
    }

    private async Task SeesAsync(IPage page, string code, string phase)
    {
        await page.GotoAsync(world.Url("saint-lo", "/suivi"));
        await page.FillAsync("form[data-form=suivi] input[type=text]", code.ToLowerInvariant());
        await page.ClickAsync("form[data-form=suivi] button.button:not([type=button])");
        await page.WaitForSelectorAsync("[data-testid=phase]");
        Assert.Equal(phase, await page.GetAttributeAsync("[data-testid=phase]", "data-phase"));
    }

    private static async Task FollowRowAsync(IPage page)
    {
        var href = await page.GetAttributeAsync("a.row-link", "href");
        await page.GotoAsync(new Uri(new Uri(page.Url), href).ToString());
    }

    // What a disclosure hides is opened first, as a person would.
    private static async Task ClickAsync(IPage page, string selector, bool check = false)
    {
        var target = page.Locator(selector).First;
        await target.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await (check ? target.CheckAsync() : target.ClickAsync());
        await page.WaitForLoadStateAsync();
    }
}
