using System.Globalization;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.TestKit;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The longest way through the catalogue on a phone, from the first question to the receipt, by keyboard alone; without scripts and with them.</summary>
public sealed class LongestFormTests(World world) : IClassFixture<World>
{
    // More stops than any page has, and more turns than a page has questions behind one another.
    private const int MostStops = 400;
    private const int MostTurns = 5;

    private const string Active = """
        () => {
          const e = document.activeElement;
          return {
            tag: e.tagName, type: e.type ?? '', name: e.name ?? '', value: e.value ?? '', id: e.id, href: e.getAttribute('href') ?? '', text: e.textContent.trim(), form: e.form?.dataset.form ?? '', checked: e.checked === true,
            holds: e.type === 'file' && (e.files.length > 0 || e.closest('.field').querySelector('.file-list > li') !== null),
            items: e.name === 'ajouter' ? Number(e.form.elements[`f.${e.value}`].value) : 0,
          };
        }
        """;

    // Of all the ways through all the forms, the one that asks most.
    private static readonly Lazy<(DemarcheDefinition Demarche, FormFlow Flow)> s_longest = new(() =>
    {
        var context = new FormContext(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), "Saint-Lô", Liaison.De);
        return DemarcheCatalogue.Load().Newest
            .SelectMany(demarche => FormPaths.Explore(demarche, context).Where(path => path.Flow.IsComplete).Select(path => (demarche, path.Flow)))
            .MaxBy(way => Questions(way.Flow));
    });

    private readonly List<string> _faults = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongestForm_IsFiledByKeyboardAlone(bool script)
    {
        var (demarche, flow) = s_longest.Value;
        var adopted = await ApplianceProcess.RunAsync(world.Settings, "demarche", "adopt", demarche.Code, "--commune", "50502");
        Assert.True(adopted.Code == 0, adopted.Err);
        var page = await world.OpenAsync(width: 320, script);
        await Accessibility.PrepareAsync(page);
        await page.GotoAsync(world.Url("saint-lo", $"/demarches/{demarche.Code}/demande"));
        foreach (var step in flow.Pages)
        {
            await FillAsync(page, flow, step, script);
        }

        Assert.EndsWith("/verifier", page.Url, StringComparison.Ordinal);
        await LookAsync(page, script);
        foreach (var field in flow.Pages.SelectMany(flow.VisibleFields).Where(field => field.IsAsked))
        {
            Assert.True(await page.Locator($"[data-testid=reponse-{field.Id}]").CountAsync() == 1, $"The answer to {field.Id} is not shown to be checked.");
        }

        await LookAgainAsync(page, flow);
        await SkipToContentAsync(page);
        await TabAsync(page, stop => stop is { Form: "envoyer", Tag: "BUTTON" });
        await EnterAsync(page);
        Assert.True(FollowUpCode.TryParse(await page.TextContentAsync("[data-testid=code-suivi]"), out _));
        await LookAsync(page, script);
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    // Sent empty first: what is to be mended takes the focus, and its first line leads to its box by Enter. Without scripts, and after an item more, the page comes
    // back with the questions that an answer opened.
    private async Task FillAsync(IPage page, FormFlow flow, PageDefinition step, bool script)
    {
        Assert.EndsWith("/demande/" + step.Id, page.Url, StringComparison.Ordinal);
        await SkipToContentAsync(page);
        await TabAsync(page, GoesOn);
        await EnterAsync(page);
        Assert.StartsWith("Erreur", await page.TitleAsync(), StringComparison.Ordinal);
        var expected = Expected(FormPageView.Of(flow, step));
        for (var turn = 0; turn < MostTurns && IsOn(page, step); turn++)
        {
            await FollowAsync(page);
            if (turn == 0)
            {
                // What may be left out can stand before the first error.
                await TabAsync(page, stop => stop.Form != "demande", key: "Shift+Tab");
            }

            await AnswerAsync(page, expected);
            await LookAsync(page, script);
            await EnterAsync(page);
        }

        Assert.False(IsOn(page, step), $"The page {step.Id} does not go on: {string.Join(" ; ", await page.Locator("[data-testid=erreurs] li").AllInnerTextsAsync())}");
    }

    // From the answers to the last question and back.
    private static async Task LookAgainAsync(IPage page, FormFlow flow)
    {
        var box = FormValidation.InputId(flow.VisibleFields(flow.Pages[^1]).Last(field => field.IsAsked).Id);
        await SkipToContentAsync(page);
        await TabAsync(page, stop => stop.Href.EndsWith("#" + box, StringComparison.Ordinal));
        await EnterAsync(page);
        Assert.Equal(box, (await ActiveAsync(page)).Id);
        await TabAsync(page, GoesOn);
        await EnterAsync(page);
        Assert.EndsWith("/verifier", page.Url, StringComparison.Ordinal);
    }

    private static bool IsOn(IPage page, PageDefinition step) => new Uri(page.Url).AbsolutePath.EndsWith("/demande/" + step.Id, StringComparison.Ordinal);

    private static bool GoesOn(Stop stop) => stop is { Form: "demande", Tag: "BUTTON", Type: "submit", Name.Length: 0 };

    private static int Questions(FormFlow flow) => flow.Pages.SelectMany(flow.VisibleFields).Where(field => field.IsAsked)
        .Sum(field => flow.Answers[field.Id] is BlockAnswer block ? block.Items.Sum(item => flow.ItemFields(field, item).Count) : 1);

    private async Task LookAsync(IPage page, bool script)
    {
        var faults = new List<string>(await Accessibility.FaultsAsShownAsync(page, script));
        foreach (var landmark in (AriaRole[])[AriaRole.Banner, AriaRole.Main, AriaRole.Contentinfo])
        {
            if (await page.GetByRole(landmark).CountAsync() is not 1 and var count)
            {
                faults.Add($"{count} landmarks {landmark}");
            }
        }

        _faults.AddRange(faults.Select(fault => $"{new Uri(page.Url).AbsolutePath}{(script ? "" : " without scripts")}: {fault}"));
    }

    private static async Task SkipToContentAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Aller au contenu", (await ActiveAsync(page)).Text);
        await page.Keyboard.PressAsync("Enter");
    }

    // To the box that is to be mended, or that an answer opened.
    private static async Task FollowAsync(IPage page)
    {
        if (await page.Locator("[data-testid=erreurs]").CountAsync() == 0)
        {
            var opened = Uri.UnescapeDataString(new Uri(page.Url).Fragment)[1..];
            Assert.Equal(opened, (await ActiveAsync(page)).Id);
            return;
        }

        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches('[data-testid=erreurs]')"), "The errors do not take the focus.");
        await page.Keyboard.PressAsync("Tab");
        var link = await page.EvaluateAsync<string?>("document.activeElement.closest('[data-testid=erreurs] a')?.getAttribute('href')");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(link, "#" + (await ActiveAsync(page)).Id);
    }

    // From where the focus is to the button that goes on.
    private static async Task AnswerAsync(IPage page, Dictionary<string, string[]> expected)
    {
        await AnswerAsync(page, await ActiveAsync(page), expected);
        await TabAsync(page, GoesOn, stop => AnswerAsync(page, stop, expected));
    }

    private static async Task AnswerAsync(IPage page, Stop stop, Dictionary<string, string[]> expected)
    {
        if (stop is { Name: "ajouter" } && expected.TryGetValue("f." + stop.Value, out var items) && stop.Items < int.Parse(items[0], CultureInfo.InvariantCulture))
        {
            await EnterAsync(page);
            Assert.Equal($"f-{stop.Value}-{stop.Items}", (await ActiveAsync(page)).Id);
            return;
        }

        if (stop.Form != "demande" || !expected.TryGetValue(stop.Name, out var values))
        {
            return;
        }

        switch (stop.Type)
        {
            case "radio":
                // One stop a group: arrows go through it.
                for (var turn = 0; turn < 40 && stop.Value != values[0]; turn++)
                {
                    await page.Keyboard.PressAsync("ArrowDown");
                    stop = await ActiveAsync(page);
                }

                Assert.Equal(values[0], stop.Value);
                await page.Keyboard.PressAsync("Space");
                break;
            case "checkbox" when values.Contains(stop.Value) && !stop.Checked:
                await page.Keyboard.PressAsync("Space");
                break;
            case "file" when !stop.Holds:
                // Where the box of the desktop would open: the browser gives it no keyboard to test. One plan is large enough to go in parts, where scripts run.
                await page.SetInputFilesAsync(":focus", new FilePayload { Name = "piece.pdf", MimeType = "application/pdf", Buffer = SampleFiles.Pdf(stop.Name == "f.pc1" ? new string('x', 600_000) : "") });
                break;
            case "text" or "email" or "tel" or "textarea" when stop.Value.ReplaceLineEndings("\n") != values[0]:
                await page.Keyboard.PressAsync("Control+A");
                await page.Keyboard.TypeAsync(values[0]);
                break;
        }
    }

    // What a person would type and choose, by the names of the boxes; of a block, how many items.
    private static Dictionary<string, string[]> Expected(FormPageView view)
    {
        var boxes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void Add(FormFieldView field)
        {
            foreach (var part in field.Parts)
            {
                boxes[part.Name] = [part.Value];
            }

            foreach (var inside in field.Items.SelectMany(item => item.Fields))
            {
                Add(inside);
            }

            if (field.Parts.Count == 0)
            {
                boxes[field.Name] = field.Options.Count > 0 ? [.. field.Options.Where(option => option.Chosen).Select(option => option.Value)] : [field.Value];
            }
        }

        foreach (var field in view.Sections.SelectMany(section => section.Fields))
        {
            Add(field);
        }

        return boxes;
    }

    private static async Task TabAsync(IPage page, Predicate<Stop> isEnd, Func<Stop, Task>? each = null, string key = "Tab")
    {
        for (var count = 0; count < MostStops; count++)
        {
            await page.Keyboard.PressAsync(key);
            var stop = await ActiveAsync(page);
            if (isEnd(stop))
            {
                return;
            }

            await (each?.Invoke(stop) ?? Task.CompletedTask);
        }

        Assert.Fail($"The keyboard does not reach what it is to press on {page.Url}.");
    }

    private static async Task EnterAsync(IPage page)
    {
        var loaded = new TaskCompletionSource();
        void Done(object? sender, IPage now) => loaded.TrySetResult();
        page.Load += Done;
        await page.Keyboard.PressAsync("Enter");
        await Task.WhenAny(loaded.Task, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        page.Load -= Done;
        Assert.True(loaded.Task.IsCompleted, $"Enter on {(await ActiveAsync(page)).Text} leads nowhere from {page.Url}");
    }

    private static async Task<Stop> ActiveAsync(IPage page) => await page.EvaluateAsync<Stop>(Active);

    /// <summary>Where the focus is.</summary>
    private sealed record Stop
    {
        public string Tag { get; init; } = "";

        public string Type { get; init; } = "";

        public string Name { get; init; } = "";

        public string Value { get; init; } = "";

        public string Id { get; init; } = "";

        public string Href { get; init; } = "";

        public string Text { get; init; } = "";

        public string Form { get; init; } = "";

        /// <summary>Whether a box is ticked.</summary>
        public bool Checked { get; init; }

        /// <summary>Whether a file is there.</summary>
        public bool Holds { get; init; }

        /// <summary>How many items the block of a button has.</summary>
        public int Items { get; init; }
    }
}
