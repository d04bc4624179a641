using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Deliver;

/// <summary>The receipt that the one who takes the answer at the counter signs; its scan is the proof.</summary>
[OnHost(HostKind.Bureau)]
public sealed class RemiseModel(PortalDb db, CommuneDirectory directory, TimeProvider time) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Its commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today { get; } = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>Shows it while the answer is to be handed over.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, CancellationToken cancellationToken)
    {
        var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == numero && row.Phase == Phase.Delivrance, cancellationToken);
        if (dossier is null || !HttpContext.RequireAgent().MayWork(dossier.CommuneId))
        {
            return NotFound();
        }

        Dossier = dossier;
        Commune = directory.Find(dossier.CommuneId)!;
        return Page();
    }
}
