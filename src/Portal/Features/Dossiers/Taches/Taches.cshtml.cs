using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>What agents have to do about dossiers, the oldest first, and what was done of late.</summary>
[OnHost(HostKind.Bureau)]
public sealed class TachesModel(PortalDb db, BureauRail rails, DoTache doTache, ShownConsultations consultations) : PageModel
{
    /// <summary>The most tasks on the page.</summary>
    public const int Most = 100;

    /// <summary>The open tasks.</summary>
    public IReadOnlyList<TacheRow> Open { get; private set; } = [];

    /// <summary>The opinions to give, the nearest day first.</summary>
    public IReadOnlyList<ShownConsultation> Avis { get; private set; } = [];

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => consultations.Today;

    /// <summary>All that are open, on the page or not.</summary>
    public int Total { get; private set; }

    /// <summary>The last ten that were done.</summary>
    public IReadOnlyList<TacheRow> Done { get; private set; } = [];

    /// <summary>What usagers said, by dossier.</summary>
    public IReadOnlyDictionary<Guid, Satisfaction> Answers { get; private set; } = new Dictionary<Guid, Satisfaction>();

    /// <summary>The counts beside the list.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>Whether a task was just done.</summary>
    public bool JustDone { get; private set; }

    /// <summary>The task whose note was refused, and the note.</summary>
    public (Guid? Id, string? Note) Refused { get; private set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(string? fait, CancellationToken cancellationToken)
    {
        JustDone = fait is not null;
        await LoadAsync(cancellationToken);
    }

    /// <summary>A task is done.</summary>
    public async Task<IActionResult> OnPostAsync(Guid tache, string? note, CancellationToken cancellationToken)
    {
        try
        {
            return await doTache.RunAsync(tache, note, HttpContext.RequireAgent(), cancellationToken) ? LocalRedirect("/taches?fait=1") : NotFound();
        }
        catch (DossierRuleException refused)
        {
            await LoadAsync(cancellationToken);
            Refused = (tache, note);
            ModelState.Clear();
            ModelState.AddModelError("note", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    /// <summary>The commune of a task with its colour.</summary>
    public RailCommune CommuneOf(TacheRow row) => Rail.Communes.First(commune => commune.Commune.Id == row.Tache.CommuneId);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        var within = TacheReach.Of(agent).Narrow(db).AsNoTracking();
        Total = await within.CountAsync(row => row.Tache.DoneAt == null, cancellationToken);
        Open = await within.Where(row => row.Tache.DoneAt == null).OrderBy(row => row.Tache.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        Avis = await consultations.AwaitedAsync(agent, Most, cancellationToken);
        Done = await within.Where(row => row.Tache.DoneAt != null).OrderByDescending(row => row.Tache.DoneAt).Take(10).ToListAsync(cancellationToken);
        var dossiers = Open.Select(row => row.Dossier.Id).ToList();
        Answers = await db.Satisfactions.AsNoTracking().Where(row => dossiers.Contains(row.DossierId)).ToDictionaryAsync(row => row.DossierId, cancellationToken);
    }
}
