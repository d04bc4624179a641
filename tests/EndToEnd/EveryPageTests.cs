using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>Every page on a desk and on a phone, light and dark: axe finds nothing, nothing overflows, the page says its language and title.</summary>
public sealed partial class EveryPageTests(World world) : IClassFixture<World>
{
    private const string Submit = "button.button:not([type=button])";

    private static readonly string[] s_commune =
    [
        "/", "/demarches", "/demarches/acte-naissance", "/demarches/acte-naissance/demande", "/demarches/acte-naissance/demande/au-nom-de", "/demarches/contact-mairie/demande", "/suivi", "/verifier", "/verifier/222222222222222", "/actualites", "/actualites/marche",
        "/pratique", "/contact", "/recherche?q=acte", "/mentions-legales", "/donnees-personnelles", "/accessibilite", "/plan-du-site", "/nulle-part",
    ];

    private static readonly string[] s_sso =
        ["/", "/connexion", "/inscription", "/inscription/envoyee", "/mot-de-passe-oublie", "/mot-de-passe-oublie/envoye", "/pret/adresse", "/pret/mot-de-passe", "/confirmation", "/erreur/400"];

    // Kept by its own test: only a development server without any syndicate shows it.
    private static readonly string[] s_elsewhere = ["installation"];

    // As many people at once as keep two processors busy: while one waits for the server, another looks.
    private const int People = 3;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Page, string Fault)> _faults = new();

    [Fact]
    public async Task EveryPage_HasNoFault()
    {
        // The longest first.
        Func<IPage, Task>[] ways =
        [
            LookAtTheBureauAsync, LookAtOpinionsAsync, LookAtPersonsAsync, LookAtTheSiteAsync, LookAtOwnDemarchesAsync, LookAtLinksOfMailsAsync, LookAtARequestAsync, LookAtTheSsoAsync,
            LookAtAnEndedRequestAsync, LookAtTheAccountAsync, LookAtTheConsoleAsync, LookAtTheSyndicateAsync, LookAtAnExpectedPieceAsync,
        ];
        await Parallel.ForEachAsync(ways, new ParallelOptions { MaxDegreeOfParallelism = People }, async (look, _) => await ByANewPersonAsync(look));
        foreach (var page in Declared().Except(_seen.Keys).Except(s_elsewhere))
        {
            _faults.Enqueue((page, "nobody has looked at it"));
        }

        Assert.True(_faults.IsEmpty, Told());
    }

    // By page, each fault with its width and place.
    private string Told()
    {
        var told = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{_faults.Count} faults");
        foreach (var page in _faults.GroupBy(fault => fault.Page, StringComparer.Ordinal).OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            told.AppendLine().AppendLine(page.Key);
            foreach (var fault in page.Select(fault => fault.Fault).Distinct(StringComparer.Ordinal))
            {
                told.Append("  ").AppendLine(fault);
            }
        }

        return told.ToString();
    }

    // One that cannot go on does not keep the others from looking.
    private async Task ByANewPersonAsync(Func<IPage, Task> look)
    {
        var page = await world.OpenAsync();
        await Accessibility.PrepareAsync(page);
        try
        {
            await look(page);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException or InvalidOperationException)
        {
            _faults.Enqueue((page.Url, $"{look.Method.Name} goes no further: {error.Message}"));
        }

        await page.Context.CloseAsync();
    }

    private async Task LookAtTheSiteAsync(IPage page) => await LookAtAsync(page, s_commune.Select(path => world.Url("saint-lo", path)));

    private async Task LookAtTheSsoAsync(IPage page) => await LookAtAsync(page, s_sso.Select(path => world.Url("sso", path)));

    private async Task LookAtTheSyndicateAsync(IPage page) =>
        await LookAtAsync(page, [.. ((string[])["/", "/mentions-legales", "/accessibilite", "/_composants"]).Select(path => world.Url("", path)), world.Url("dangy", "/")]);

    private async Task LookAtARequestAsync(IPage page)
    {
        await page.GotoAsync(world.Url("saint-lo", "/demarches/signalement-voirie/demande"));
        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.FillAsync("[name='f.lieu.lieu']", "devant le 12 rue de l’Exemple");
        await page.ClickAsync($"form[data-form=demande] {Submit}");
        await LookAtAsync(page, [world.Url("saint-lo", "/demarches/signalement-voirie/demande/reprendre")]);
        await page.ClickAsync("form[data-form=code] button");
        await page.WaitForSelectorAsync("[data-testid=code]");
        await LookAsync(page);

        var code = await world.FileAsync(page, () => LookAsync(page));
        await LookAsync(page);
        await page.GotoAsync(world.Url("saint-lo", "/suivi"));
        await page.FillAsync("form[data-form=suivi] input[type=text]", code);
        await page.ClickAsync($"form[data-form=suivi] {Submit}");
        await page.WaitForSelectorAsync("[data-testid=phase]");
        await LookAsync(page);
    }

    private async Task LookAtTheAccountAsync(IPage page)
    {
        await world.SignInAsync(page, "camille.modele@exemple.fr");
        // An account without a role in any commune.
        await LookAsync(page);
        await LookAtAsync(page, [await world.QuestionAsync("Agenda des associations")]);
        await page.ClickAsync("form[data-form=autoriser] button[value=oui]");
        await LookAtAsync(page, [
            world.Url("saint-lo", "/connexion?suite=/compte"),
            .. ((string[])["/compte", "/compte/nom", "/compte/mot-de-passe", "/deconnexion", "/deconnexion/partout"]).Select(path => world.Url("sso", path))]);
    }

    private async Task LookAtLinksOfMailsAsync(IPage page)
    {
        const string address = "robin.essai@exemple.fr";
        await page.GotoAsync(world.Url("sso", "/inscription"));
        await page.FillAsync("form[data-form=inscription] [name=Nom]", "Robin Essai");
        await page.FillAsync("form[data-form=inscription] [name=Courriel]", address);
        await page.FillAsync("form[data-form=inscription] [name=MotDePasse]", World.Password);
        await page.ClickAsync($"form[data-form=inscription] {Submit}");

        await page.GotoAsync(world.Url("sso", "/connexion"));
        await page.FillAsync("form[data-form=connexion] [name=Courriel]", address);
        await page.ClickAsync($"form[data-form=connexion] {Submit}");
        await LookAsync(page);
        await page.FillAsync("form[data-form=mot-de-passe] [name=MotDePasse]", World.Password);
        await page.ClickAsync($"form[data-form=mot-de-passe] {Submit}");
        await LookAsync(page);
        await LookAtAsync(page, [await world.LinkAsync(address, "/confirmation")]);
        await page.ClickAsync($"form[data-form=confirmation] {Submit}");

        await page.GotoAsync(world.Url("sso", "/mot-de-passe-oublie"));
        await page.FillAsync("form[data-form=mot-de-passe-oublie] [name=Courriel]", address);
        await page.ClickAsync($"form[data-form=mot-de-passe-oublie] {Submit}");
        await LookAtAsync(page, [await world.LinkAsync(address, "/mot-de-passe")]);

        await world.InviteAsync("invite." + address);
        await LookAtAsync(page, [await world.LinkAsync("invite." + address, "/invitation")]);
    }

    private static async Task<string> LinkOfAsync(IPage page, string selector) =>
        await page.Locator(selector).First.EvaluateAsync<string>("link => link.href");

    private async Task LookAtAsync(IPage page, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            await LookAsync(page);
        }
    }

    private async Task LookAsync(IPage page)
    {
        await page.WaitForLoadStateAsync();
        var name = await page.GetAttributeAsync("body", "data-page") ?? "";
        _seen[name.StartsWith("erreur-", StringComparison.Ordinal) ? "erreur" : name] = true;
        foreach (var fault in await Accessibility.FaultsAsync(page))
        {
            // Without the keys of links in mails.
            _faults.Enqueue(($"{name}, {page.Url.Split("&jeton=")[0]}", fault));
        }
    }

    // The names that the pages give themselves, as they stand in the sources.
    private static IEnumerable<string> Declared()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Beffroi.slnx")))
        {
            root = Path.GetDirectoryName(root.TrimEnd('/'))!;
        }

        return from file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cshtml", SearchOption.AllDirectories)
               from line in File.ReadLines(file)
               where line.Contains("ViewData[\"Page\"] =", StringComparison.Ordinal)
               from Match literal in Literal().Matches(line[line.IndexOf('=', StringComparison.Ordinal)..])
               select literal.Groups["name"].Value;
    }

    [GeneratedRegex("(?<!\\$)\"(?<name>[a-z][a-z-]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
