using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Link;

/// <summary>Whose request a dossier is: the records that look like it, a search, a new record.</summary>
[OnHost(HostKind.Bureau)]
public sealed class LinkModel(PortalDb db, BureauRail rails, LinkDossier link, FindPersonnes find) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Its commune.</summary>
    public RailCommune Commune { get; private set; } = null!;

    /// <summary>The records that look like it.</summary>
    public IReadOnlyList<Lookalike> Alike { get; private set; } = [];

    /// <summary>What was typed to find another.</summary>
    [BindProperty]
    public string? Recherche { get; set; }

    /// <summary>The others that were found; null before a search.</summary>
    public IReadOnlyList<FoundPersonne>? Found { get; private set; }

    /// <summary>Shows the choice.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken) =>
        await LoadAsync(numero, cancellationToken) ? Page() : NotFound();

    /// <summary>Joins the dossier to the record that was chosen, or to a new one; « chercher » looks for another.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, string? geste, Guid? personne, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        if (geste == "chercher")
        {
            Found = await find.RunAsync(Dossier.CommuneId, Recherche, cancellationToken);
            return Page();
        }

        var agent = HttpContext.RequireAgent();
        try
        {
            var done = personne is { } chosen ? await link.JoinAsync(numero, chosen, agent, cancellationToken)
                : geste == "nouvelle" && await link.AddAsync(numero, agent, cancellationToken);
            return done ? LocalRedirect($"/dossiers/{numero}?fait=personne") : NotFound();
        }
        catch (DossierRuleException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string numero, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (numero.Length > 16 || await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken) is not { } dossier || !agent.MayWork(dossier.CommuneId))
        {
            return false;
        }

        Dossier = dossier;
        Commune = rails.CommunesOf(agent).First(own => own.Commune.Id == dossier.CommuneId);
        Alike = await LinkDossier.ProposeAsync(db, dossier, cancellationToken);
        return true;
    }
}
