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

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    [Fact]
    public async Task EveryPage_HasNoFault()
    {
        await ByANewPersonAsync(LookAtPublicPagesAsync);
        await ByANewPersonAsync(LookAtARequestAsync);
        await ByANewPersonAsync(LookAtTheAccountAsync);
        await ByANewPersonAsync(LookAtLinksOfMailsAsync);
        await ByANewPersonAsync(LookAtTheBureauAsync);
        await ByANewPersonAsync(LookAtOwnDemarchesAsync);
        await ByANewPersonAsync(LookAtAnExpectedPieceAsync);
        await ByANewPersonAsync(LookAtAnEndedRequestAsync);
        await ByANewPersonAsync(LookAtTheConsoleAsync);

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
        Assert.Empty(Declared().Except(_seen).Except(s_elsewhere));
    }

    private async Task ByANewPersonAsync(Func<IPage, Task> look)
    {
        var page = await world.OpenAsync();
        await look(page);
        await page.Context.CloseAsync();
    }

    private async Task LookAtPublicPagesAsync(IPage page)
    {
        string[] syndicat = ["/", "/mentions-legales", "/accessibilite", "/_composants"];
        await LookAtAsync(page, [
            .. s_commune.Select(path => world.Url("saint-lo", path)),
            .. s_sso.Select(path => world.Url("sso", path)),
            .. syndicat.Select(path => world.Url("", path)),
            world.Url("dangy", "/")]);
    }

    private async Task LookAtARequestAsync(IPage page)
    {
        await page.GotoAsync(world.Url("saint-lo", "/demarches/signalement-voirie/demande"));
        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.FillAsync("[name='f.lieu']", "devant le 12 rue de l’Exemple");
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

    private async Task LookAtTheBureauAsync(IPage page)
    {
        await world.SignInAsync(page, "mairie@exemple.fr");
        await LookAtAsync(page, [.. ((string[])["/dossiers", "/dossiers?vue=terminees", "/dossiers?q=naissance&canal=web", "/vues?vue=en-retard&canal=web", "/raccourcis", "/taches", "/accueil", "/accueil?demarche=contact-mairie", "/administration", "/administration/mairie", "/nulle-part"])
            .Select(path => world.Url("bureau", path))]);

        await page.GotoAsync(world.Url("bureau", "/administration"));
        await LookAtAsync(page, [await LinkOfAsync(page, "a[href*='/administration/personne']")]);

        await page.GotoAsync(world.Url("bureau", "/dossiers"));
        var dossiers = await page.Locator("a.row-link").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        await LookAtAsync(page, dossiers.Take(8));
        await LookAtPapersAsync(page, dossiers);
        // The receipt exists for what an agent filed at the counter.
        foreach (var number in dossiers.Select(address => address.Split('/')[^1]))
        {
            if (await page.GotoAsync(world.Url("bureau", "/accueil/recu/" + number)) is { Ok: true })
            {
                await LookAsync(page);
                break;
            }
        }
    }

    private async Task LookAtPapersAsync(IPage page, IEnumerable<string> dossiers)
    {
        foreach (var papers in dossiers.Select(dossier => dossier + "/documents"))
        {
            await page.GotoAsync(papers);
            if (await page.Locator("[data-testid=modeles] a").CountAsync() == 0)
            {
                continue;
            }

            await LookAsync(page);
            await page.GotoAsync(await LinkOfAsync(page, "[data-testid=modeles] a"));
            await LookAsync(page);
            foreach (var (field, text) in new[] { ("Motifs", "Comme convenu."), ("Signataire", "Dominique Exemple"), ("Qualite", "maire") })
            {
                if (await page.Locator($"[name={field}]").CountAsync() > 0)
                {
                    await page.FillAsync($"[name={field}]", text);
                }
            }

            await page.ClickAsync("form[data-form=etablir] button[value=apercu]");
            await LookAsync(page);
            await page.ClickAsync("form[data-form=etablir] button[value=etablir]");
            await LookAsync(page);
            var code = (await page.Locator("[data-testid=etablis] .nowrap").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
            await LookAtAsync(page, [await LinkOfAsync(page, "a[href$='/annuler']")]);
            await LookAtAsync(page, [world.Url("saint-lo", "/verifier/" + code)]);
            return;
        }
    }

    private async Task LookAtOwnDemarchesAsync(IPage page)
    {
        await world.SignInAsync(page, "mairie@exemple.fr");
        await LookAtAsync(page, [world.Url("bureau", "/administration/demarches?commune=50502"), world.Url("bureau", "/administration/demarche?commune=50502&code=contact-mairie")]);
        await LookAtAsync(page, [.. ((string[])["", "/conservation", "/personne"]).Select(path => world.Url("bureau", $"/administration/donnees-personnelles{path}?commune=50502"))]);
        await page.GotoAsync(world.Url("bureau", "/administration/concevoir?commune=50502"));
        await page.SelectOptionAsync("[name='Nouvelle.Modele']", "manifestation");
        await page.FillAsync("#titre-copie", "Organiser une fête de quartier");
        await page.ClickAsync("form[data-form=copier] button");
        var query = new Uri(page.Url).Query;
        await LookAtAsync(page, [.. ((string[])["", "/demarche", "/question", "/page", "/reglages", "/apercu", "/historique", "/publier"])
            .Select(path => world.Url("bureau", "/administration/concevoir" + path + query + (path == "/page" ? "&id=vous" : path == "/question" ? "&id=demandeur-nom" : "")))]);
    }

    private async Task LookAtAnExpectedPieceAsync(IPage page)
    {
        await world.SignInAsync(page, "secretaire@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/dossiers?vue=attend-usager"));
        await page.GotoAsync(await LinkOfAsync(page, "a.row-link"));
        await page.ClickAsync("[data-testid=pieces-apportees] > summary");
        await LookAsync(page);
    }

    private async Task LookAtAnEndedRequestAsync(IPage page)
    {
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/dossiers?vue=terminees&commune=50502"));
        await page.GotoAsync(await LinkOfAsync(page, "a.row-link"));
        var code = await page.Locator("dt:text-is('Code de suivi') + dd").InnerTextAsync();
        await page.GotoAsync(world.Url("saint-lo", "/suivi"));
        await page.FillAsync("form[data-form=suivi] input[type=text]", code);
        await page.ClickAsync($"form[data-form=suivi] {Submit}");
        await page.WaitForSelectorAsync("[data-testid=avis]");
        await LookAsync(page);
        // Nothing is chosen: the page of the question comes back and says so.
        await page.ClickAsync($"form[data-form=avis] {Submit}");
        await LookAsync(page);
        await page.CheckAsync("[name=note][value=pas-satisfait]");
        await page.ClickAsync($"form[data-form=avis] {Submit}");
        await page.WaitForSelectorAsync("[data-testid=fait]");
        await LookAsync(page);
        await LookAtAsync(page, [world.Url("bureau", "/taches")]);
        await page.GotoAsync(world.Url("bureau", "/taches"));
        await page.ClickAsync($"[data-testid=tache] {Submit}");
        await LookAsync(page);
    }

    private async Task LookAtTheConsoleAsync(IPage page)
    {
        await world.SignInAsync(page, "operateur@exemple.fr");
        await LookAtAsync(page, [.. ((string[])["/console", "/console/demarches", "/console/courriels", "/console/travaux/courriels"]).Select(path => world.Url("bureau", path))]);
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
        _seen.Add(name.StartsWith("erreur-", StringComparison.Ordinal) ? "erreur" : name);
        _faults.AddRange((await Accessibility.FaultsAsync(page)).Select(fault => $"{page.Url} ({name}): {fault}"));
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
