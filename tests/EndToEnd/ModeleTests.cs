using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>A template put into an answer that is half written: at the cursor with scripts, after a question without.</summary>
public sealed partial class ModeleTests(World world) : IClassFixture<World>
{
    private const string Area = "form[data-form=message] textarea";
    private const string Insert = "form[data-form=message] input[value='Insérer']";

    [Fact]
    public async Task Insert_WithScript_GoesWhereTheCursorIs_AndIsCountedOnceSent()
    {
        var page = await OpenAsync(script: true);
        await page.FillAsync(Area, "Avant.\n\nAprès.");
        await page.Locator(Area).EvaluateAsync("area => area.setSelectionRange(7, 7)");

        await ChooseAsync(page);
        await Assertions.Expect(page.Locator(Area)).ToHaveValueAsync(InsertedText());

        var text = await page.InputValueAsync(Area);
        Assert.StartsWith("Avant.\nBonjour ", text, StringComparison.Ordinal);
        Assert.EndsWith("\nAprès.", text, StringComparison.Ordinal);
        Assert.DoesNotContain('{', text);
        Assert.Equal("message", await page.Locator($"{Area}:focus").EvaluateAsync<string>("area => area.form.dataset.form"));
        await page.ClickAsync("form[data-form=message] button.button:not([type=button])");
        await page.WaitForURLAsync(url => url.Contains("fait=message", StringComparison.Ordinal));

        await page.GotoAsync(world.Url("bureau", "/administration/modeles?commune=50502"));
        var used = await page.Locator("[data-testid=du-syndicat] [data-uses]").EvaluateAllAsync<string[]>("lines => lines.map(line => line.dataset.uses)");
        Assert.Contains("1", used);
    }

    [Fact]
    public async Task Insert_WithoutScript_AsksBeforeItTouchesWhatIsTyped()
    {
        var page = await OpenAsync(script: false);
        await page.FillAsync(Area, "Mon texte.");

        await ChooseAsync(page);
        await page.WaitForSelectorAsync("[data-testid=modele-question]");
        Assert.Equal("Mon texte.", await page.InputValueAsync(Area));
        await page.ClickAsync("form[data-form=message] input[value='Le mettre à la suite']");
        await page.WaitForSelectorAsync("[data-testid=modele-insere]");

        Assert.StartsWith("Mon texte.\n\nBonjour ", await page.InputValueAsync(Area), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(bool script)
    {
        var page = await world.OpenAsync(script: script);
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/dossiers?commune=50502"));
        await page.GotoAsync(await page.Locator("a.row-link").First.EvaluateAsync<string>("link => link.href"));
        return page;
    }

    private static async Task ChooseAsync(IPage page)
    {
        var id = await page.Locator("form[data-form=message] optgroup[label='Du syndicat'] option", new() { HasText = "Pièce illisible" }).GetAttributeAsync("value");
        await page.SelectOptionAsync("#Modele-Message", id!);
        await page.ClickAsync(Insert);
    }

    [GeneratedRegex("ne peut pas être lue", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InsertedText();
}
