using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>Every page on a desk and on a phone, light and dark: axe finds nothing, nothing overflows, the page says its language and title.</summary>
public sealed class AccessibilityTests(World world) : IClassFixture<World>
{
    private static readonly string[] s_commune =
    [
        "/", "/demarches", "/demarches/acte-naissance", "/demarches/acte-naissance/demande", "/demarches/contact-mairie/demande", "/suivi", "/actualites", "/actualites/marche",
        "/pratique", "/contact", "/recherche?q=acte", "/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/nulle-part",
    ];

    private static readonly string[] s_sso = ["/connexion", "/inscription", "/mot-de-passe-oublie"];

    public static TheoryData<int, bool> Looks => new() { { 1280, false }, { 1280, true }, { 320, false }, { 320, true } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task PublicPages_HaveNoFault(int width, bool dark)
    {
        var page = await world.OpenAsync(width, dark);
        var faults = new List<string>();
        foreach (var url in s_commune.Select(path => world.Url("saint-lo", path))
            .Concat(s_sso.Select(path => world.Url("sso", path)))
            .Append(world.Url("", "/"))
            .Append(world.Url("", "/_composants"))
            .Append(world.Url("dangy", "/")))
        {
            await page.GotoAsync(url);
            await LookAsync(page, faults);
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task BureauPages_HaveNoFault(int width, bool dark)
    {
        var faults = new List<string>();
        var agent = await world.OpenAsync(width == 1280 ? 1440 : width, dark);
        await world.SignInAsync(agent, "mairie@exemple.fr");
        foreach (var path in (string[])["/dossiers", "/dossiers?vue=terminees", "/accueil", "/accueil?demarche=contact-mairie", "/administration"])
        {
            await agent.GotoAsync(world.Url("bureau", path));
            await LookAsync(agent, faults);
        }

        await agent.GotoAsync(world.Url("bureau", "/dossiers"));
        foreach (var href in await agent.Locator("a.row-link").EvaluateAllAsync<string[]>("links => links.slice(0, 6).map(link => link.href)"))
        {
            await agent.GotoAsync(href);
            await LookAsync(agent, faults);
        }

        var operateur = await world.OpenAsync(width, dark);
        await world.SignInAsync(operateur, "operateur@exemple.fr");
        await operateur.GotoAsync(world.Url("bureau", "/console"));
        await LookAsync(operateur, faults);

        Assert.Empty(faults);
    }

    private static async Task LookAsync(IPage page, List<string> faults)
    {
        var where = page.Url;
        var axe = await page.RunAxe();
        faults.AddRange(axe.Violations.Select(fault => $"{where}: {fault.Id} {fault.Nodes[0].Target}"));
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") > 0)
        {
            faults.Add($"{where}: overflows sideways");
        }

        if (await page.GetAttributeAsync("html", "lang") != "fr" || string.IsNullOrWhiteSpace(await page.TitleAsync()))
        {
            faults.Add($"{where}: no title or not French");
        }

        if (await page.Locator("h1").CountAsync() != 1)
        {
            faults.Add($"{where}: not exactly one h1");
        }
    }
}
