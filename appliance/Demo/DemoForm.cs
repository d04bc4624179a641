using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Appliance.Demo;

/// <summary>Fills in a form as a person would, page after page, so that the demonstration holds only answers that the form accepts.</summary>
internal static class DemoForm
{
    public static FormAnswers Fill(DemarcheDefinition demarche, Commune commune, DateOnly today, DemoCase story, FilesAnswer identity)
    {
        var context = new FormContext(today, commune.Nom, commune.Liaison);
        var answers = FormAnswers.Empty;
        var values = Values(story, commune);
        var files = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal) { ["identite"] = identity };
        foreach (var page in demarche.Pages)
        {
            if (new FormFlow(demarche, answers, context).Find(page.Id) is not { Exit: null } asked)
            {
                continue;
            }

            var posted = new Dictionary<string, string[]>(values, StringComparer.Ordinal);
            var result = new FormValidation(demarche, answers, context).ValidatePage(asked, posted, files);
            if (result.Errors is [var error, ..])
            {
                throw new InvalidOperationException($"{demarche.Code}/{page.Id}/{error.FieldId}: {error.Message}");
            }

            answers = result.Answers;
        }

        return answers;
    }

    private static Dictionary<string, string[]> Values(DemoCase story, Commune commune)
    {
        var (prenom, nom, naissance) = DemoCast.Usagers[story.Usager];
        var day = naissance.Split('/');
        var values = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["f.demandeur-nom"] = [nom],
            ["f.demandeur-prenom"] = [prenom],
            ["f.courriel"] = [Address(prenom, nom)],
            ["f.telephone"] = ["06 39 98 00 " + (10 + story.Usager)],
            ["f.adresse.ligne1"] = [$"{story.Usager + 3} rue de l’Exemple"],
            ["f.adresse.codepostal"] = [commune.CodePostal],
            ["f.adresse.ville"] = [commune.Nom],
            ["f.qualite"] = ["moi"],
            ["f.nom"] = [nom],
            ["f.prenoms"] = [prenom],
            ["f.naissance.jour"] = [day[0]],
            ["f.naissance.mois"] = [day[1]],
            ["f.naissance.annee"] = [day[2]],
            ["f.lieu"] = ["ici"],
            ["f.document"] = [story.Text],
            ["f.exemplaires"] = ["1"],
            ["f.parent-1.nom"] = ["Modèle"],
            ["f.parent-1.prenoms"] = ["Claude"],
            ["f.parent-2.nom"] = ["Fictif"],
            ["f.parent-2.prenoms"] = ["Alix"],
            ["f.remise"] = ["poste"],
        };
        var parts = story.Text.Split('|');
        if (parts.Length is 3 or 5)
        {
            values["f.categorie"] = [parts[0]];
            values["f.description"] = [parts[1]];
            values["f.lieu.lieu"] = [parts[2]];
            values["f.lieu.latitude"] = [parts.ElementAtOrDefault(3) ?? ""];
            values["f.lieu.longitude"] = [parts.ElementAtOrDefault(4) ?? ""];
        }
        else if (parts.Length == 2)
        {
            values["f.objet"] = [parts[0]];
            values["f.message"] = [parts[1]];
        }

        return values;
    }

    private static string Address(string prenom, string nom) =>
        FoldedName.Of($"{prenom}.{nom}").Replace(' ', '.') + "@exemple.fr";
}
