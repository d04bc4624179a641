using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Statistiques.Elu;

/// <summary>One page on a phone for elected officials: what is late, what came, what happens this week, what it costs.</summary>
[OnHost(HostKind.Bureau)]
public sealed class EluModel(PortalDb db, BureauRail rails, StatReading reading, TimeProvider time) : PageModel
{
    /// <summary>The agent's communes.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The one that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Its figures.</summary>
    public WeekFigures Figures { get; private set; } = null!;

    /// <summary>The day in Paris.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken)
    {
        Communes = rails.CommunesOf(HttpContext.RequireAgent());
        if (Communes.FirstOrDefault(own => commune is null || own.Commune.Insee == commune) is not { } chosen)
        {
            return NotFound();
        }

        Chosen = chosen;
        Today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        Figures = await WeekFigures.ReadAsync(db, reading, chosen.Commune.Id, Today, cancellationToken);
        return Page();
    }
}
