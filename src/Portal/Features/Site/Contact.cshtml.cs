using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>The ways to reach the town hall: the form that gives a receipt, the phone, the post, the counter.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class ContactModel(PortalDb db, CommuneDirectory directory) : PageModel
{
    /// <summary>The démarche of the catalogue that carries messages.</summary>
    public const string MessageCode = "contact-mairie";

    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>Whether messages can be written online.</summary>
    public bool CanWrite { get; private set; }

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
        CanWrite = await db.DemarcheAdoptions.AnyAsync(row => row.Code == MessageCode, cancellationToken);
    }
}
