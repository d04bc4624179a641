using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Annuls a paper, with its reason.</summary>
[OnHost(HostKind.Bureau)]
public sealed class AnnulModel(PortalDb db, BureauRail rails, PaperDesk desk, AnnulPaper annul) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The paper.</summary>
    public Paper Paper { get; private set; } = null!;

    /// <summary>The version of the dossier that the form was built on.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Motif { get; set; }

    /// <summary>Asks for the reason.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, Guid id, CancellationToken cancellationToken) =>
        await LoadAsync(numero, id, cancellationToken) ? Page() : NotFound();

    /// <summary>Annuls it.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, id, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            return await annul.RunAsync(new AnnulPaperCommand(Dossier.Numero, Version, id, Motif), HttpContext.RequireAgent(), cancellationToken)
                ? LocalRedirect(PaperLinks.Of(Dossier.Numero) + "?fait=annule")
                : NotFound();
        }
        catch (DossierRuleException refused)
        {
            ModelState.AddModelError((refused as DossierFieldException)?.Field ?? "", refused.Message);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string numero, Guid id, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await desk.FindAsync(numero, cancellationToken) is not { } dossier
            || await db.Papers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.DossierId == dossier.Id, cancellationToken) is not { } paper
            || !EstablishPaper.May(agent, dossier.CommuneId, paper.Kind))
        {
            return false;
        }

        (Dossier, Paper) = (dossier, paper);
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        return true;
    }
}
