using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Show;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Personnes.Edit;

/// <summary>Changes what a record says; it is open only to who may read it.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ModifierModel(PortalDb db, OpenPersonne open, SavePersonne save) : PageModel
{
    /// <summary>The record.</summary>
    public Personne Personne { get; private set; } = null!;

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public PersonneForm Saisie { get; set; } = new();

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid personne, CancellationToken cancellationToken)
    {
        if (await LoadAsync(personne, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        Saisie = PersonneForm.Of(Personne);
        return Page();
    }

    /// <summary>Records the change.</summary>
    public async Task<IActionResult> OnPostAsync(Guid personne, CancellationToken cancellationToken)
    {
        if (await LoadAsync(personne, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        ModelState.Clear();
        Saisie.Genre = Personne.Kind;
        try
        {
            return await save.ChangeAsync(personne, Saisie.Version, Saisie.Read(), Saisie.Sensible, HttpContext.RequireAgent(), cancellationToken)
                ? LocalRedirect($"/personnes/{personne}?fait=modifier")
                : NotFound();
        }
        catch (DossierRuleException refused)
        {
            ModelState.AddModelError(refused is DossierFieldException field ? "Saisie." + field.Field : "", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<IActionResult?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await PersonneScreens.FindAsync(db, id, agent, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Personne = found;
        return await open.RunAsync(id, null, false, agent, cancellationToken) is Opening.Open ? null : LocalRedirect($"/personnes/{id}");
    }
}
