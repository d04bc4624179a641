using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>The papers of a dossier: those that were established, and the templates of its démarche.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PapersModel(PortalDb db, BureauRail rails, PaperDesk desk) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The papers, the newest first.</summary>
    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    /// <summary>The templates that this agent may establish.</summary>
    public IReadOnlyList<DocumentTemplate> Templates { get; private set; } = [];

    /// <summary>The papers that the usager brings.</summary>
    public IReadOnlyList<DocumentTemplate> ToBring { get; private set; } = [];

    /// <summary>What was just done: etabli, annule.</summary>
    public string? Done { get; private set; }

    /// <summary>Whether this agent may annul a paper.</summary>
    public bool MayAnnul(Paper paper) => paper.AnnulledAt is null && EstablishPaper.May(HttpContext.RequireAgent(), paper.CommuneId, paper.Kind);

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, string? fait, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await desk.FindAsync(numero, cancellationToken) is not { } dossier)
        {
            return NotFound();
        }

        Dossier = dossier;
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        Papers = await desk.PapersAsync(dossier.Id, cancellationToken);
        (Templates, ToBring) = desk.TemplatesFor(dossier, agent);
        Done = fait;
        return Page();
    }
}
