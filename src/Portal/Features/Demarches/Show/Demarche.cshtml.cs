using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Show;

/// <summary>What a démarche is, what it takes, who answers and when, and the way in; nothing is created here.</summary>
[OnHost(HostKind.Commune)]
public sealed class DemarcheModel(Journeys journeys, PortalDb db) : PageModel
{
    /// <summary>The journey, with the draft when there is one.</summary>
    public Journey Journey { get; private set; } = null!;

    /// <summary>The service that answers.</summary>
    public Service? Service { get; private set; }

    /// <summary>The definition.</summary>
    public DemarcheDefinition Demarche => Journey.Demarche;

    /// <summary>What silence means, in plain words (CRPA L231-1 and following).</summary>
    public string Silence => Demarche.Silence switch
    {
        { Rule: SilenceMeaning.Acceptation, Months: { } months } =>
            $"Sans réponse de la mairie au bout de {months} mois, votre demande est acceptée, sous réserve que le dossier soit complet.",
        { Rule: SilenceMeaning.Rejet, Months: { } months } =>
            $"Sans réponse de la mairie au bout de {months} mois, votre demande est refusée, sous réserve que le dossier soit complet. Vous pouvez alors écrire au maire ou saisir le tribunal administratif, dans les deux mois.",
        { Rule: SilenceMeaning.Renonciation, Months: { } months } =>
            $"Sans réponse de la mairie au bout de {months} mois, la commune renonce à son droit, sous réserve que le dossier soit complet.",
        _ => "La mairie vous répond dans tous les cas : son silence ne vaut ni accord ni refus.",
    };

    /// <summary>Shows the démarche.</summary>
    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await journeys.FindAsync(HttpContext, slug) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        Service = await db.Services.FirstOrDefaultAsync(row => row.Code == journey.Demarche.Service, HttpContext.RequestAborted);
        return Page();
    }
}
