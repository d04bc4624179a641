using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>What is wrong with a page for somebody who does not see it, or who reads it on a small screen.</summary>
internal static class Accessibility
{
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var axe = await page.RunAxe();
        var faults = axe.Violations.Select(fault => $"{fault.Id} {fault.Nodes[0].Target}").ToList();
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") > 0)
        {
            faults.Add("overflows sideways");
        }

        if (await page.GetAttributeAsync("html", "lang") != "fr" || string.IsNullOrWhiteSpace(await page.TitleAsync()))
        {
            faults.Add("no title or not French");
        }

        if (await page.Locator("h1").CountAsync() != 1)
        {
            faults.Add("not exactly one h1");
        }

        return faults;
    }
}
