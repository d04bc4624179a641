using System.Text.RegularExpressions;
using Beffroi.TestKit;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The point of a place on the commune's map: by keyboard, by pointer, on a phone, and without any script.</summary>
public sealed partial class CarteTests(World world) : IClassFixture<World>
{
    private const string Next = "form[data-form=demande] button.button:not([type=button])";
    private const string Latitude = "[name='f.lieu.latitude']";
    private const string Longitude = "[name='f.lieu.longitude']";

    [Fact]
    public async Task Point_ByKeyboard_IsPlacedSaidAndReadByAgents()
    {
        await ImportAsync();
        var page = await OpenAsync(1280);
        var map = page.Locator("[role=application]");
        await map.FocusAsync();
        Assert.Equal("Carte\u00a0: Saint-Lô", await map.GetAttributeAsync("aria-label"));
        await page.Keyboard.PressAsync("Enter");
        var first = await page.InputValueAsync(Longitude);
        Assert.Matches(Degrees(), first);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        Assert.NotEqual(first, await page.InputValueAsync(Longitude));
        await page.ClickAsync("text=Retirer le point");
        Assert.Equal("", await page.InputValueAsync(Latitude));

        // The degrees of a known address: the map says it and gives its words.
        await page.ClickAsync("summary:has-text('Saisir des coordonnées')");
        await page.FillAsync(Latitude, "49,11502");
        await page.FillAsync(Longitude, "-1,09100");
        await page.Keyboard.PressAsync("Tab");
        await page.ClickAsync("text=Écrire «\u00a01 Rue de la Marne, Saint-Lô\u00a0»");
        Assert.Equal("1 Rue de la Marne, Saint-Lô", await page.InputValueAsync("[name='f.lieu.lieu']"));
        Assert.Contains("49,11502\u00a0N 1,09100\u00a0O", await SaidAsync(page), StringComparison.Ordinal);
        Assert.Empty(await Accessibility.FaultsAsync(page));

        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.ClickAsync(Next);
        await page.WaitForSelectorAsync("[name='f.courriel']");
    }

    [Fact]
    public async Task Point_ByTouchOrClick_IsPlacedAndToldWhenOutside()
    {
        await ImportAsync();
        var page = await OpenAsync(320);
        var map = page.Locator("[role=application]");
        await map.ClickAsync(new LocatorClickOptions { Position = new Position { X = 140, Y = 150 } });
        Assert.Matches(Degrees(), await page.InputValueAsync(Latitude));
        await Assertions.Expect(page.Locator(".carte-epingle")).ToHaveCountAsync(1);
        await page.ClickAsync("text=Placer le point au centre");
        Assert.Contains("Point placé", await SaidAsync(page), StringComparison.Ordinal);

        await page.ClickAsync("summary:has-text('Saisir des coordonnées')");
        await page.FillAsync(Latitude, "48,85");
        await page.FillAsync(Longitude, "2,35");
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForSelectorAsync("text=Ce point est hors de Saint-Lô.");
    }

    [Fact]
    public async Task Point_OfADossier_IsOnAMapThatAgentsOpen()
    {
        var page = await world.OpenAsync();
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/dossiers?q=Fictif"));
        await page.ClickAsync("tr:has-text('Problème dans la rue') a");
        await page.WaitForSelectorAsync("a[href^='geo:']");

        await page.ClickAsync("summary:has-text('Voir sur la carte')");
        await page.WaitForSelectorAsync(".carte-lecture .carte-epingle");
        Assert.Empty(await Accessibility.FaultsAsync(page));
    }

    [Fact]
    public async Task Point_WithoutScript_IsWords()
    {
        var page = await world.OpenAsync(script: false);
        await page.GotoAsync(world.Url("saint-lo", "/demarches/signalement-voirie/demande"));
        Assert.Equal(0, await page.Locator("[role=application]").CountAsync());
        Assert.True(await page.Locator(Latitude).IsVisibleAsync());
        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.FillAsync("[name='f.lieu.lieu']", "devant le 12 rue de l’Exemple");
        await page.ClickAsync(Next);
        await page.WaitForSelectorAsync("[name='f.courriel']");
    }

    private async Task<IPage> OpenAsync(int width)
    {
        var page = await world.OpenAsync(width);
        await page.GotoAsync(world.Url("saint-lo", "/demarches/signalement-voirie/demande"));
        await page.WaitForSelectorAsync(".carte-dessin");
        return page;
    }

    private static async Task<string> SaidAsync(IPage page)
    {
        await page.WaitForSelectorAsync("p[role=status]:has-text('Point placé')");
        return (await page.TextContentAsync(".carte-dit [role=status]"))!;
    }

    private async Task ImportAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "commune_insee;voie_nom;numero;long;lat\n50502;Rue de la Marne;1;-1.0910;49.1150\n50502;Rue de la Marne;2;-1.0910;49.1152\n50502;Rue de la Marne;3;-1.0900;49.1150\n", TestContext.Current.CancellationToken);
        var import = await ApplianceProcess.RunAsync(world.Settings, "adresses", "import", "50502", file);
        File.Delete(file);
        Assert.True(import.Code == 0, import.Err);
    }

    [GeneratedRegex(@"^-?[0-9]{1,3},[0-9]{5}$", RegexOptions.NonBacktracking)]
    private static partial Regex Degrees();
}
