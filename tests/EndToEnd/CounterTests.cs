using System.Diagnostics;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The counter: a known person's request is taken with the keyboard alone, fast.</summary>
public sealed class CounterTests(World world) : IClassFixture<World>
{
    private const int MostKeys = 40;
    private const int MostSeconds = 60;

    [Fact]
    public async Task Intake_OfAKnownPerson_TakesFewKeys()
    {
        var page = await world.OpenAsync();
        await world.SignInAsync(page, "accueil@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/dossiers"));
        await page.Locator("h1").ClickAsync();
        var keys = 0;
        var clock = Stopwatch.StartNew();

        await PressAsync("n");
        await page.WaitForSelectorAsync("input[name=Recherche]:focus");
        await TypeAsync("modele");
        await PressAsync("Enter");
        await page.WaitForSelectorAsync("#filtre:focus");
        await TypeAsync("message");
        await PressAsync("Enter");
        await page.WaitForSelectorAsync("[name='f.objet']:focus");
        Assert.Equal("Modèle", await page.InputValueAsync("[name='f.demandeur-nom']"));
        await TypeAsync("Horaires");
        await PressAsync("Tab");
        await TypeAsync("Samedi ?");
        await PressAsync("F4");
        await PressAsync("F2");
        await page.WaitForSelectorAsync("[data-page=accueil-recu]");

        Assert.True(keys < MostKeys, $"{keys} keys");
        Assert.True(clock.Elapsed.TotalSeconds < MostSeconds, $"{clock.Elapsed.TotalSeconds} s");

        async Task PressAsync(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }

        // As fast as a hand at the counter, not faster: what is found while typing must keep up.
        async Task TypeAsync(string text)
        {
            keys += text.Length;
            await page.Keyboard.TypeAsync(text, new KeyboardTypeOptions { Delay = 90 });
        }
    }
}
