using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Site;

/// <summary>What becomes of personal data (RGPD, articles 12 to 22): the controller, each démarche's notice, the rights.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class DonneesPersonnellesModel(CommuneDirectory directory, OfferedDemarches offered) : PageModel
{
    private const string RightsCode = "droit-rgpd";

    /// <summary>The commune, which is the controller.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>The syndicate, which is the processor.</summary>
    public Communes.Syndicat? Syndicat => directory.Syndicat;

    /// <summary>The démarches that collect data.</summary>
    public IReadOnlyList<DemarcheDefinition> Demarches { get; private set; } = [];

    /// <summary>The démarche by which rights are exercised, when the commune offers it and takes requests today.</summary>
    public string? RightsHref => Demarches.Any(demarche => demarche.Code == RightsCode) ? DemarcheLinks.Show(RightsCode) : null;

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
        var adopted = await offered.AllAsync(cancellationToken);
        Demarches = [.. adopted.Where(demarche => demarche.Notice is not null)];
    }
}
