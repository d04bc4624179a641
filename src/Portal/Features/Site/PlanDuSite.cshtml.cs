using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>Every page of the commune's site.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class PlanDuSiteModel(PortalDb db, OfferedDemarches offered, TimeProvider time) : PageModel
{
    private const int NewsShown = 50;

    /// <summary>The démarches by theme.</summary>
    public IReadOnlyList<DemarcheDefinition> Demarches { get; private set; } = [];

    /// <summary>The latest news.</summary>
    public IReadOnlyList<NewsCard> News { get; private set; } = [];

    /// <summary>Whether the commune shows its delays and volumes.</summary>
    public bool ShowsStatistics { get; private set; }

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        ShowsStatistics = await db.StatisticsSettings.AnyAsync(row => row.IsPublic, cancellationToken);
        Demarches = await offered.AllAsync(cancellationToken);
        News = await db.News.Where(item => item.PublishedAt <= now).OrderByDescending(item => item.PublishedAt)
            .Take(NewsShown).Select(NewsCard.FromItem).ToListAsync(cancellationToken);
    }
}
