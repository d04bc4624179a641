using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>The time that shared agents spent for one commune in a month, for who administers it.</summary>
[OnHost(HostKind.Bureau)]
public sealed class FicheTempsModel(BureauRail rails, TimeSheets sheets) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The one that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The sheet.</summary>
    public TimeSheet Sheet { get; private set; } = null!;

    /// <summary>The last twelve months.</summary>
    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? mois, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        if (Communes.Count == 0)
        {
            return Forbid(PortalSession.Scheme);
        }

        var chosen = string.IsNullOrEmpty(commune) ? Communes[0] : Communes.FirstOrDefault(own => own.Commune.Insee == commune);
        if (chosen is null || sheets.Read(mois) is not { } month)
        {
            return NotFound();
        }

        Chosen = chosen;
        Sheet = await sheets.OfAsync([chosen.Commune.Id], month, cancellationToken);
        Months = [.. Enumerable.Range(0, 12).Select(back => TimeSheets.MonthOf(sheets.Today).AddMonths(-back))];
        return Page();
    }
}
