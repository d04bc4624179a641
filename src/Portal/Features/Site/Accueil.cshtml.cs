using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>The home of a commune's site: the question first, then what is asked most, the hours, the news.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class AccueilModel(PortalDb db, CommuneDirectory directory, OfferedDemarches offered, DepartementDots dots, TimeProvider time) : PageModel
{
    private const int TasksShown = 6;
    private const int NewsShown = 3;
    private const int UrgentRead = 3;

    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>All démarches it offers.</summary>
    public IReadOnlyList<DemarcheDefinition> Demarches { get; private set; } = [];

    /// <summary>Those of the first screen.</summary>
    public IEnumerable<DemarcheDefinition> Tasks => Demarches.Take(TasksShown);

    /// <summary>The notices of the banner.</summary>
    public IReadOnlyList<NewsCard> Urgent { get; private set; } = [];

    /// <summary>The latest news.</summary>
    public IReadOnlyList<NewsCard> News { get; private set; } = [];

    /// <summary>The hours.</summary>
    public Opening Opening { get; private set; } = null!;

    /// <summary>Whether the town hall is open.</summary>
    public OpeningNow? Now { get; private set; }

    /// <summary>The département's map.</summary>
    public DotMap? Map { get; private set; }

    /// <summary>Where the commune is on it.</summary>
    public (double X, double Y)? Place { get; private set; }

    /// <summary>Reads the page: three short queries.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
        // One connection for the three queries.
        await db.Database.OpenConnectionAsync(cancellationToken);
        Demarches = await offered.AllAsync(cancellationToken);
        var hours = await db.OpeningHours.ToListAsync(cancellationToken);
        Opening = new Opening(hours, LegalCalendar.OfDepartement(Commune.DepartementCode));
        Now = Opening.At(now);
        SiteCache.ExpireAt(HttpContext, Now?.ChangesAt);
        await ReadNewsAsync(now, cancellationToken);
        Map = dots.Of(Commune.DepartementCode);
        Place = DepartementDots.Place(Commune, Map);
    }

    private async Task ReadNewsAsync(DateTime now, CancellationToken cancellationToken)
    {
        var read = await db.News
            .Where(item => item.PublishedAt <= now)
            .OrderByDescending(item => item.UrgentUntil != null && item.UrgentUntil > now)
            .ThenByDescending(item => item.PublishedAt)
            .Take(UrgentRead + NewsShown)
            .Select(NewsCard.FromItem)
            .ToListAsync(cancellationToken);
        Urgent = [.. read.Where(item => item.UrgentUntil > now).Take(UrgentRead)];
        News = [.. read.Except(Urgent).Take(NewsShown)];
        foreach (var item in Urgent)
        {
            SiteCache.ExpireAt(HttpContext, item.UrgentUntil);
        }
    }
}
