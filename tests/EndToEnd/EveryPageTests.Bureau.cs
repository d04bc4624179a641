using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

// The ways of agents, elected officials and operators.
public sealed partial class EveryPageTests
{
    private async Task LookAtTheBureauAsync(IPage page)
    {
        await world.SignInAsync(page, "mairie@exemple.fr");
        await LookAtAsync(page, [.. ((string[])["/dossiers", "/dossiers?vue=terminees", "/dossiers?q=naissance&canal=web", "/vues?vue=en-retard&canal=web", "/raccourcis", "/taches", "/charge", "/charge?commune=50502", "/absences", "/accueil",
            "/accueil?demarche=contact-mairie", "/statistiques", "/statistiques?commune=50502", "/statistiques/temps?commune=50502", "/temps", "/accueil?mots=lampadaire", "/elu", "/terrain", "/terrain?commune=50502&demarche=signalement-voirie", "/hors-ligne", "/administration", "/administration/mairie", "/administration/statistiques", "/administration/objectif?commune=50502", "/nulle-part"])
            .Select(path => world.Url("bureau", path))]);

        await page.GotoAsync(world.Url("bureau", "/terrain?commune=50502&demarche=signalement-voirie"));
        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.FillAsync("[name='f.lieu.lieu']", "devant l’école");
        await page.ClickAsync($"form[data-form=terrain] {Submit}");
        await LookAsync(page);

        await page.GotoAsync(world.Url("bureau", "/dossiers"));
        await page.Locator(".row-check input").First.CheckAsync();
        await page.ClickAsync("form[data-form=lot] button");
        await LookAsync(page);

        await page.GotoAsync(world.Url("bureau", "/administration/statistiques?commune=50502"));
        await page.CheckAsync("[name=Publier]");
        await page.ClickAsync($"form[data-form=statistiques] {Submit}");
        await LookAsync(page);
        await LookAtAsync(page, [world.Url("saint-lo", "/statistiques")]);

        // The targets that the catalogue proposes, and one of them.
        await page.GotoAsync(world.Url("bureau", "/administration/objectifs?commune=50502"));
        await LookAsync(page);
        await page.ClickAsync("form[data-form=catalogue] button");
        await LookAsync(page);
        await LookAtAsync(page, [await LinkOfAsync(page, "[data-testid=objectifs] a")]);

        // A text of the commune's own, and one that the syndicate changed since it was adapted.
        await LookAtAsync(page, [.. ((string[])["modeles?commune=50502", "modele?commune=50502"]).Select(path => world.Url("bureau", "/administration/" + path))]);
        await page.GotoAsync(world.Url("bureau", "/administration/modeles?commune=50502"));
        await LookAtAsync(page, [await LinkOfAsync(page, "[data-testid=modeles] a")]);

        await page.GotoAsync(world.Url("bureau", "/administration"));
        await LookAtAsync(page, [await LinkOfAsync(page, "a[href*='/administration/personne']")]);

        await page.GotoAsync(world.Url("bureau", "/dossiers"));
        var dossiers = await page.Locator("a.row-link").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        await LookAtAsync(page, dossiers.Take(8));
        await LookAtAsync(page, dossiers.Take(2).Select(dossier => dossier + "/fusions"));
        await LookAtPapersAsync(page, dossiers);
        // The receipt exists for what an agent filed at the counter, the one of the hand-over for what is decided.
        await LookAtFirstAsync(page, dossiers.Select(address => world.Url("bureau", "/accueil/recu/" + address.Split('/')[^1])));
        await LookAtFirstAsync(page, dossiers.Select(address => address + "/remise"));
    }

    private async Task LookAtFirstAsync(IPage page, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (await page.GotoAsync(address) is { Ok: true })
            {
                await LookAsync(page);
                return;
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

    private async Task LookAtOpinionsAsync(IPage page)
    {
        await world.SignInAsync(page, "accueil@exemple.fr");
        var number = await page.Locator("tr[data-numero^='50502-']").First.GetAttributeAsync("data-numero");
        var dossier = world.Url("bureau", "/dossiers/" + number);
        await LookAtAsync(page, [dossier + "/visite", dossier + "/avis", dossier + "?ecrire=sous-tache", dossier + "?ecrire=attribuer"]);
        await AskAsync(page, dossier, "Dehors", () => page.FillAsync("[name=Nom]", "Service d’incendie"));
        await AskAsync(page, dossier, "Mairie", () => page.SelectOptionAsync("[name=Pour]", new SelectOptionValue { Label = "Service\u00a0: Services techniques" }));
        await LookAsync(page);
        await page.GotoAsync(world.Url("bureau", "/dossiers?vue=attend-avis"));
        await LookAsync(page);
        await LookAtAsync(page, [await world.LinkAsync("sdis@exemple.fr", "/avis")]);

        var other = await world.OpenAsync();
        await Accessibility.PrepareAsync(other);
        await world.SignInAsync(other, "technique@exemple.fr");
        await LookAtAsync(other, [world.Url("bureau", "/taches")]);
        await other.GotoAsync(world.Url("bureau", "/taches"));
        await LookAtAsync(other, [await LinkOfAsync(other, "[data-testid=avis-a-donner] a")]);
        await other.Context.CloseAsync();
    }

    private async Task AskAsync(IPage page, string dossier, string side, Func<Task> whom)
    {
        await page.GotoAsync(dossier + "/avis");
        await page.CheckAsync($"[name=Cote][value={side}]");
        await whom();
        await page.FillAsync("[name=Courriel]", "sdis@exemple.fr");
        await page.FillAsync("[name=Question]", "La voie est-elle assez large ?");
        var due = TimeProvider.System.GetUtcNow().AddDays(10);
        foreach (var (part, value) in new[] { ("Jour", due.Day), ("Mois", due.Month), ("Annee", due.Year) })
        {
            await page.FillAsync($"[name='AvantLe.{part}']", value.ToString(CultureInfo.InvariantCulture));
        }

        await page.ClickAsync("form[data-form=avis] button[value=apercu]");
        await page.WaitForSelectorAsync("[data-testid=apercu]");
        await LookAsync(page);
        await page.ClickAsync("form[data-form=avis] button[value=envoyer]");
        await page.WaitForURLAsync(url => url.EndsWith("fait=avis", StringComparison.Ordinal));
    }

    private async Task LookAtPersonsAsync(IPage page)
    {
        await world.SignInAsync(page, "mairie@exemple.fr");
        await LookAtAsync(page, [world.Url("bureau", "/personnes"), world.Url("bureau", "/personnes/nouvelle?commune=50502")]);
        await page.GotoAsync(world.Url("bureau", "/personnes?commune=50502"));
        await page.FillAsync("[name=Recherche]", "modele");
        await page.ClickAsync("form[data-form=chercher-personne] button");
        await page.WaitForSelectorAsync("[data-testid=personnes]");
        await LookAsync(page);
        var person = await LinkOfAsync(page, "[data-testid=personnes] a");
        await LookAtAsync(page, [person, person + "/modifier"]);
        await page.GotoAsync(person);
        await page.ClickAsync("summary:has-text('Noter un accord')");
        await LookAsync(page);
        await page.GotoAsync(await LinkOfAsync(page, "[data-testid=demandes] a"));
        await LookAtAsync(page, [await LinkOfAsync(page, "[data-testid=fiche] a[href$='/personne']")]);
        await page.GotoAsync(person + "/modifier");
        await page.CheckAsync("[name='Saisie.Sensible']");
        await page.ClickAsync($"form[data-form=personne-modifier] {Submit}");
        var other = await world.OpenAsync();
        await world.SignInAsync(other, "accueil@exemple.fr");
        await LookAtAsync(other, [person]);
        await other.Context.CloseAsync();
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
        await LookAtAsync(page, [.. ((string[])["", "/demarche", "/question", "/page", "/reglages", "/messages", "/documents", "/apercu", "/historique", "/publier"])
            .Select(path => world.Url("bureau", "/administration/concevoir" + path + query + (path == "/page" ? "&id=vous" : path == "/question" ? "&id=demandeur-nom" : "")))]);
        await page.ClickAsync($"form[data-form=publier] {Submit}");
        await page.ClickAsync("form[data-form=proposer] button");
        await LookAsync(page);
        await ByANewPersonAsync(LookAtAnOfferAsync);
        await page.GotoAsync(world.Url("bureau", "/administration/concevoir/documents" + query));
        await LookAtAsync(page, [await LinkOfAsync(page, "[data-testid=documents] a")]);
        // A part, a question with answers and one of its answers.
        await page.GotoAsync(world.Url("bureau", "/administration/concevoir/demarche" + query));
        await page.ClickAsync("details:has(> form[data-form=partie-vous]) > summary");
        await page.FillAsync("form[data-form=partie-vous] [name=Partie]", "Votre association");
        await page.ClickAsync("form[data-form=partie-vous] button");
        await LookAsync(page);
        await LookAtAsync(page, [await LinkOfAsync(page, "a[href*='/concevoir/partie']")]);
        await page.GotoAsync(world.Url("bureau", "/administration/concevoir/demarche" + query));
        await page.ClickAsync("details:has(> form[data-form^='question-']) > summary");
        await page.FillAsync("form[data-form^='question-'] [name=Intitule]", "Quelle taille ?");
        await page.SelectOptionAsync("form[data-form^='question-'] [name=Nature]", "Choice");
        await page.ClickAsync("form[data-form^='question-'] button");
        await page.ClickAsync("[data-testid=aides] > summary");
        await LookAsync(page);
        await LookAtAsync(page, [await LinkOfAsync(page, "[data-testid=aides] a")]);
    }

    private async Task LookAtAnOfferAsync(IPage page)
    {
        await world.SignInAsync(page, "operateur@exemple.fr");
        await LookAtAsync(page, [world.Url("bureau", "/console/demarches")]);
        await page.ClickAsync("[data-testid=propositions] a");
        await LookAsync(page);
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
        await LookAtAsync(page, [.. ((string[])["/console", "/console/demarches", "/console/modeles", "/console/modele", "/console/modele?genre=Consigne", "/administration/concevoir?commune=syndicat", "/console/courriels", "/console/temps", "/console/travaux/courriels"]).Select(path => world.Url("bureau", path))]);
    }
}
