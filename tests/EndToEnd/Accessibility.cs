using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>What is wrong with a page for somebody who does not see it, or who reads it on a small screen or in the dark.</summary>
internal static class Accessibility
{
    private const string Rules = """
        async colours => (await axe.run(document, { resultTypes: ['violations'], ...(colours ? { runOnly: ['color-contrast'] } : {}) }))
            .violations.map(fault => `${fault.id} ${fault.nodes[0].target}`)
        """;

    // Run in the page itself: the package's own way opens a second page for each look, which takes longer than the look.
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Looks at one page on a desk and on a phone, light and dark; the page is left on a desk in light.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var faults = new List<string>();
        if (await page.GetAttributeAsync("html", "lang") != "fr" || string.IsNullOrWhiteSpace(await page.TitleAsync()))
        {
            faults.Add("no title or not French");
        }

        if (await page.Locator("h1").CountAsync() != 1)
        {
            faults.Add("not exactly one h1");
        }

        await page.EvaluateAsync(s_axe);
        foreach (var width in (int[])[320, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            // In the dark nothing changes but the colours.
            foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                faults.AddRange((await page.EvaluateAsync<string[]>(Rules, scheme == ColorScheme.Dark)).Select(fault => $"{fault} at {width} px, {scheme}"));
            }

            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") > 0)
            {
                faults.Add($"overflows sideways at {width} px");
            }
        }

        return faults;
    }
}
