using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Personnes.Show;

/// <summary>All that a commune knows of a person; each reading is logged, and a sensitive record asks why first.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PersonneModel(PortalDb db, PersonneScreens screens, OpenPersonne open, PersonneActions actions, FindPersonnes find) : PageModel
{
    /// <summary>The record.</summary>
    public Personne Personne { get; private set; } = null!;

    /// <summary>What the page shows; null while a reason is asked.</summary>
    public PersonneScreen? Screen { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public PersonneActs Saisie { get; set; } = new();

    /// <summary>The name of the other record that is looked for: to merge, or to speak for an organisation.</summary>
    [BindProperty]
    public string? Recherche { get; set; }

    /// <summary>The other records that were found.</summary>
    public IReadOnlyList<FoundPersonne> Found { get; private set; } = [];

    /// <summary>The action that was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows the page, or asks the reason.</summary>
    public async Task<IActionResult> OnGetAsync(Guid personne, string? handler, string? fait, CancellationToken cancellationToken)
    {
        Done = fait;
        return handler is null ? await ShowAsync(personne, false, cancellationToken) : NotFound();
    }

    /// <summary>Does the action that the address names; « raison » opens a sensitive record, « chercher » looks for another.</summary>
    public async Task<IActionResult> OnPostAsync(Guid personne, string? handler, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        ModelState.Clear();
        try
        {
            if (handler is "raison" or "chercher")
            {
                return await ShowAsync(personne, handler is "raison", cancellationToken);
            }

            return await ShowAsync(personne, false, cancellationToken) is PageResult && Screen is not null
                && await actions.RunAsync(handler, personne, Saisie, agent, cancellationToken) is true
                ? LocalRedirect($"/personnes/{personne}?fait={handler}")
                : NotFound();
        }
        catch (DossierRuleException refused)
        {
            await ShowAsync(personne, false, cancellationToken);
            ModelState.AddModelError(refused is DossierFieldException field ? "Saisie." + field.Field : "", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<IActionResult> ShowAsync(Guid id, bool isGiving, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await PersonneScreens.FindAsync(db, id, agent, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Personne = found;
        if (found.MergedIntoId is not null)
        {
            return LocalRedirect($"/personnes/{(await PersonneGroup.HeadAsync(db, found, cancellationToken)).Id}");
        }

        if (await open.RunAsync(id, Saisie.Motif, isGiving, agent, cancellationToken) is Opening.Open)
        {
            if (isGiving)
            {
                return LocalRedirect($"/personnes/{id}");
            }

            Screen = await screens.ReadAsync(db, found, agent, cancellationToken);
            Found = [.. (await find.RunAsync(found.CommuneId, Recherche, cancellationToken)).Where(row => row.Personne.Id != id)];
        }

        return Page();
    }
}
