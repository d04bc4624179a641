using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration;

/// <summary>The town hall's contact details and its week, to be confirmed by who administers the commune.</summary>
[OnHost(HostKind.Bureau)]
public sealed class TownHallModel(PortalDb db, BureauRail rails, UpdateTownHall update) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Whether the week was confirmed.</summary>
    public bool Confirmed { get; private set; }

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public TownHallForm Saisie { get; set; } = new();

    /// <summary>Whether it was just recorded.</summary>
    public bool Done { get; private set; }

    /// <summary>Shows the town hall.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        var openings = await db.OpeningHours.Where(row => row.CommuneId == Chosen.Commune.Id).ToListAsync(cancellationToken);
        Confirmed = openings.Count > 0 && openings.TrueForAll(row => row.Confirmed);
        Saisie = TownHallForm.From(Chosen.Commune, openings);
        Done = fait is not null;
        return Page();
    }

    /// <summary>Records the town hall.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        ModelState.Clear();
        foreach (var (field, message) in Saisie.Errors())
        {
            ModelState.AddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await update.RunAsync(Chosen.Commune.Id, Saisie, cancellationToken);
        return LocalRedirect($"/administration/mairie?commune={Chosen.Commune.Insee}&fait=mairie");
    }

    private bool Choose(string? insee)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        var chosen = Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee);
        Chosen = chosen!;
        return chosen is not null;
    }
}
