using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.TestKit;

/// <summary>Short ways to communes, people and dossiers for tests.</summary>
public static class Filing
{
    /// <summary>Adds communes of the national register.</summary>
    public static async Task AddCommunesAsync(this TestAppliance appliance, params string[] insee)
    {
        var add = appliance.Services.GetRequiredService<AddCommune>();
        var register = appliance.Services.GetRequiredService<CommuneRegister>();
        foreach (var code in insee)
        {
            await add.RunAsync(register.Find(code)!, new CommuneDetails(), CancellationToken.None);
        }

        await add.PublishAsync(CancellationToken.None);
    }

    /// <summary>Makes an account with a role in communes; the password is <c>mot de passe de test</c>.</summary>
    public static async Task<AgentAccess> AddAgentAsync(this TestAppliance appliance, string courriel, Role role, params string[] insee)
    {
        var account = await appliance.AddAccountAsync(courriel, "Agent " + courriel.Split('@')[0], "mot de passe de test");
        var communes = role == Role.SyndicatOperateur ? [CommuneScope.SyndicatId] : insee.Select(code => appliance.Commune(code).Id).ToArray();
        var now = appliance.Time.GetUtcNow().UtcDateTime;
        await appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            db.Agents.Add(new Agent
            {
                Id = account.Id,
                Nom = account.Nom,
                Courriel = courriel,
                Memberships = [.. communes.Select(commune => new Membership { Id = Guid.CreateVersion7(), AgentId = account.Id, CommuneId = commune, Role = role, CreatedAt = now })],
            });
            await db.SaveChangesAsync(token);
        });
        return (await appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(account.Id, CancellationToken.None))!;
    }

    /// <summary>Files the démarche « Écrire à la mairie », complete.</summary>
    public static Task<FiledDossier> FileAsync(
        this TestAppliance appliance, string insee, Channel channel = Channel.Web, Guid? draftId = null, AgentAccess? agent = null, string nom = "Modèle", Guid? usagerSub = null)
    {
        var demarche = appliance.Services.GetRequiredService<DemarcheCatalogue>().Find("contact-mairie")!;
        var context = new FormContext(new DateOnly(2026, 1, 1), "Saint-Lô", Liaison.De);
        var posted = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["f.objet"] = ["Une question"],
            ["f.message"] = ["Bonjour, une question."],
            ["f.demandeur-nom"] = [nom],
            ["f.demandeur-prenom"] = ["Camille"],
            ["f.courriel"] = ["camille.modele@exemple.fr"],
            ["f.adresse.ligne1"] = ["3 rue de l’Exemple"],
            ["f.adresse.codepostal"] = ["50000"],
            ["f.adresse.ville"] = ["Saint-Lô"],
        };
        var answers = FormAnswers.Empty;
        foreach (var page in demarche.Pages)
        {
            var result = new FormValidation(demarche, answers, context).ValidatePage(page, posted);
            if (!result.CanContinue)
            {
                throw new InvalidOperationException($"{page.Id}: {string.Join(' ', result.Errors)}");
            }

            answers = result.Answers;
        }

        return appliance.Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand
            {
                CommuneId = appliance.Commune(insee).Id,
                Demarche = demarche,
                Answers = answers,
                Channel = channel,
                DraftId = draftId,
                UsagerSub = usagerSub,
                Agent = agent,
            },
            CancellationToken.None);
    }
}
