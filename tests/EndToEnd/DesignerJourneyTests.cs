using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>A secretary writes a démarche by keyboard, with a condition and a block that repeats, and puts it on the site; with scripts and without.</summary>
public sealed class DesignerJourneyTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Secretary_WritesPublishesAndOffersADemarcheByKeyboard(bool script)
    {
        var page = await world.OpenAsync(script: script);
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/administration/demarches?commune=50502"));
        await EnterAsync(page, "a[href*='/administration/concevoir']:not(nav a)");
        await TypeAsync(page, "form[data-form=nouvelle] [name='Nouvelle.Titre']", script ? "Réserver un stand à la foire" : "Réserver un stand au marché");
        await TypeAsync(page, "form[data-form=nouvelle] [name='Nouvelle.Presentation']", "Pour vendre à la foire de la commune.");
        await page.SelectOptionAsync("form[data-form=nouvelle] [name='Nouvelle.Service']", "accueil");
        await page.SelectOptionAsync("form[data-form=nouvelle] [name='Nouvelle.Famille']", "economie");
        await EnterAsync(page, "form[data-form=nouvelle] button");

        await AddAsync(page, "demande", "Avez-vous besoin d’électricité ?", "Yesno");
        await EnterAsync(page, "form[data-form=question] button");
        await AddAsync(page, "demande", "Puissance", "Number");
        await page.FocusAsync("input[name='Condition.Quand'][value=toujours]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.SelectOptionAsync("[name='Condition.Lignes[0].Question']", "avez-vous-besoin-d-electricite");
        await TypeAsync(page, "[name='Condition.Lignes[0].Valeur']", "oui");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-testid=plan]");
        Assert.Contains("Seulement si", await page.TextContentAsync("[data-testid=plan]"), StringComparison.Ordinal);

        await AddAsync(page, "demande", "Vos vendeurs", "Block");
        await EnterAsync(page, "form[data-form=question] button");
        await AddAsync(page, "vos-vendeurs", "Prénom", "Text");
        await EnterAsync(page, "form[data-form=question] button");
        await EnterAsync(page, "nav.tabs a[href*='/publier']");
        await EnterAsync(page, "form[data-form=publier] button");
        await EnterAsync(page, "form[data-form=adopter] button");

        await page.WaitForSelectorAsync("[data-testid=publiee] a");
        await page.GotoAsync((await page.GetAttributeAsync("[data-testid=publiee] a", "href"))!);
        Assert.Contains("Réserver un stand", await page.TextContentAsync("h1"), StringComparison.Ordinal);
    }

    private static async Task AddAsync(IPage page, string target, string label, string kind)
    {
        await page.FocusAsync($"details:has(> form[data-form=question-{target}]) > summary");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, $"form[data-form=question-{target}] [name=Intitule]", label);
        await page.SelectOptionAsync($"form[data-form=question-{target}] [name=Nature]", kind);
        await EnterAsync(page, $"form[data-form=question-{target}] button");
        await page.WaitForSelectorAsync("form[data-form=question]");
    }

    private static async Task TypeAsync(IPage page, string selector, string text)
    {
        await page.FocusAsync(selector);
        await page.Keyboard.InsertTextAsync(text);
    }

    private static async Task EnterAsync(IPage page, string selector)
    {
        await page.Locator(selector).First.FocusAsync();
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.IsNavigationRequest && answer.Status == 200);
    }
}
