using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Site;

/// <summary>Every démarche that the commune offers, by theme, with a search that forgives accents.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class ListeDemarchesModel(OfferedDemarches offered) : PageModel
{
    /// <summary>What is searched.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The démarches found, by theme.</summary>
    public IReadOnlyList<DemarcheFamily> Families { get; private set; } = [];

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var search = new SiteSearch(Query);
        Query = search.Text;
        var adopted = await offered.AllAsync(cancellationToken);
        Families = DemarcheFamilies.Group(search.IsEmpty ? adopted : adopted.Where(demarche => search.Rank(demarche) > 0));
    }
}
