using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs.Set;

/// <summary>One target of a commune.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ObjectifPageModel(PortalDb db, BureauRail rails, DemarcheCatalogue catalogue, KeepObjectif keep, TimeProvider time) : PageModel
{
    /// <summary>The target that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public ObjectifForm Saisie { get; set; } = new();

    /// <summary>The commune.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The démarches to choose from.</summary>
    public IReadOnlyList<Choice> Demarches { get; private set; } = [];

    /// <summary>The services to choose from.</summary>
    public IReadOnlyList<Choice> Services { get; private set; } = [];

    /// <summary>The agents to choose from.</summary>
    public IReadOnlyList<Choice> Agents { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        if (Id is not null)
        {
            if (await FindAsync(cancellationToken) is not { } row)
            {
                return NotFound();
            }

            Saisie = ObjectifForm.From(row);
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Records the target.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (await keep.RunAsync(new KeepObjectifCommand(Chosen.Commune.Id, Id, Saisie), cancellationToken) is not { } faults)
        {
            return NotFound();
        }

        if (faults.Count == 0)
        {
            return LocalRedirect($"/administration/objectifs?commune={Chosen.Commune.Insee}&fait=enregistrer");
        }

        foreach (var fault in faults)
        {
            ModelState.AddModelError(fault.Field.Length == 0 ? "" : "Saisie." + fault.Field, fault.Message);
        }

        // Recording again is then a choice made knowingly.
        Saisie.Version = (await FindAsync(cancellationToken))?.Version ?? Saisie.Version;
        await LoadAsync(cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Takes the target away.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(string? commune, CancellationToken cancellationToken) =>
        Choose(commune) && Id is { } id && await keep.RemoveAsync(Chosen.Commune.Id, id, cancellationToken)
            ? LocalRedirect($"/administration/objectifs?commune={Chosen.Commune.Insee}&fait=retirer")
            : NotFound();

    private bool Choose(string? insee)
    {
        var agent = HttpContext.RequireAgent();
        var chosen = rails.CommunesOf(agent).FirstOrDefault(own => agent.MayAdminister(own.Commune.Id) && (insee is null || own.Commune.Insee == insee));
        Chosen = chosen!;
        return chosen is not null;
    }

    private Task<Objectif?> FindAsync(CancellationToken cancellationToken) =>
        db.Objectifs.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == Chosen.Commune.Id && row.Id == Id, cancellationToken);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = Chosen.Commune.Id;
        Demarches = [.. catalogue.NewestFor(id).OrderBy(row => row.Libelle, StringComparer.CurrentCulture).Select(row => new Choice(row.Code, French.Typography(row.Libelle)))];
        Services = [.. (await db.Services.AsNoTracking().Where(row => row.CommuneId == id).OrderBy(row => row.Rang).ToListAsync(cancellationToken)).Select(row => new Choice(row.Id.ToString(), row.Nom))];
        Agents = [.. (await Membres.OfAsync(db, [id], FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken)).DistinctBy(row => row.AgentId).Select(row => new Choice(row.AgentId.ToString(), row.Nom))];
    }
}
