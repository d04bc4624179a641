using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Connaissances.Adapt;

/// <summary>The templates and notes of a commune, with those of the syndicate that it may adapt.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CommuneConnaissancesModel(BureauRail rails, ConnaissanceLists lists) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The texts.</summary>
    public CommuneConnaissances Lists { get; private set; } = null!;

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => lists.Today;

    /// <summary>Shows the texts.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        if (Communes.FirstOrDefault(own => commune is null || own.Commune.Insee == commune) is not { } chosen)
        {
            return NotFound();
        }

        Chosen = chosen;
        Lists = await lists.OfCommuneAsync(chosen.Commune.Id, cancellationToken);
        Done = fait;
        return Page();
    }
}
