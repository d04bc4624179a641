using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>What is wrong with a page for somebody who does not see it, or who reads it on a small screen or in the dark; each fault says where.</summary>
internal static class Accessibility
{
    // The way to an element from the nearest one that has a name of its own.
    private const string Where = """
          const where = element => {
            const path = [];
            for (let at = element; at !== null; at = at.parentElement) {
              path.unshift(at.id !== '' ? `#${at.id}` : at.parentElement === null ? at.localName : `${at.localName}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
              if (at.id !== '') break;
            }
            return path.join(' > ');
          };
        """;

    // What does not change with the width nor with the colours.
    private const string Structure = $$$"""
        () => {
          {{{Where}}}
          const faults = [];
          if (document.documentElement.lang !== 'fr') faults.push('html: not said to be in French');
          if (document.title.trim() === '') faults.push('title: empty');
          for (const one of ['h1', 'main']) {
            const count = document.querySelectorAll(one).length;
            if (count !== 1) faults.push(`${one}: ${count} of them, not one`);
          }
          for (const box of document.querySelectorAll(':is(input:not([type=hidden]), select, textarea, button):not([aria-hidden=true], [hidden])')) {
            const words = box.matches('button') ? box.textContent : box.matches('input[type=submit]') ? box.value : [...box.labels].map(label => label.textContent).join('');
            if ((words + (box.ariaLabel ?? '')).trim() === '') faults.push(`${where(box)}: nothing says what it is`);
          }
          for (const told of document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]')) {
            for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls']) {
              for (const id of (told.getAttribute(name) ?? '').split(' ').filter(id => id !== '' && document.getElementById(id) === null)) {
                faults.push(`${where(told)}: ${name} leads to ${id}, which is not there`);
              }
            }
          }
          return faults;
        }
        """;

    // What axe finds, and of what stands out of the window the innermost. Neither frames nor styles of other hosts: there are none to fetch first.
    private const string Rules = $$$"""
        async colours => {
          {{{Where}}}
          const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false, iframes: false, ...(colours ? { runOnly: ['color-contrast'] } : {}) });
          const faults = violations.flatMap(fault => fault.nodes.map(node => `${node.target.flat().join(' ')}: ${fault.id} (${fault.help})`));
          const root = document.documentElement;
          const wide = root.scrollWidth - innerWidth;
          if (wide > 0) {
            const out = [...document.body.querySelectorAll('*')].filter(element => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + .5);
            const inner = out.filter(element => !out.some(other => other !== element && element.contains(other)));
            faults.push(...(inner.length > 0 ? inner.slice(0, 5) : [root]).map(element => `${where(element)}: the page scrolls ${wide} px sideways`));
          }
          return faults;
        }
        """;

    // axe leaves a moment between rules; where scripts are off no timer ever ends, so it goes on at once.
    private const string NoTimers = "() => { globalThis.setTimeout = next => { Promise.resolve().then(next); return 0; }; }";

    private static readonly (int Width, ColorScheme Scheme)[] s_looks = [(320, ColorScheme.Light), (320, ColorScheme.Dark), (1280, ColorScheme.Dark), (1280, ColorScheme.Light)];

    // Run in the page itself: the package's own way opens a second page for each look, which takes longer than the look.
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Gives the rules to every page that this one will show, once: a browser takes longer to be handed them than to apply them.</summary>
    public static async Task PrepareAsync(IPage page) => await page.AddInitScriptAsync(s_axe);

    /// <summary>Looks at one page on a desk and on a phone, light and dark; the page is left on a desk in light.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var faults = await StructureAsync(page, script: true);
        // Each change draws the page again, so as few as can be; in the dark nothing changes but the colours.
        foreach (var (width, scheme) in s_looks)
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            faults.AddRange(await LookAsync(page, width, scheme));
        }

        return faults;
    }

    /// <summary>Looks at one page as it is shown, in its width and colours.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsShownAsync(IPage page, bool script)
    {
        var faults = await StructureAsync(page, script);
        faults.AddRange(await LookAsync(page, page.ViewportSize!.Width, ColorScheme.Light));
        return faults;
    }

    private static async Task<List<string>> StructureAsync(IPage page, bool script)
    {
        if (!script)
        {
            await page.EvaluateAsync(NoTimers);
        }

        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(s_axe);
        }

        return [.. await page.EvaluateAsync<string[]>(Structure)];
    }

    private static async Task<IEnumerable<string>> LookAsync(IPage page, int width, ColorScheme scheme)
    {
        var isDark = scheme == ColorScheme.Dark;
        return (await page.EvaluateAsync<string[]>(Rules, isDark)).Select(fault => $"{width} px{(isDark ? ", dark" : "")}, {fault}");
    }
}
