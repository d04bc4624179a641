using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>One answer of the search.</summary>
public sealed record SearchHit(int Rank, string Href, string Icon, string Title, string Note);

/// <summary>Searches the démarches, the pages, the services and the news of the commune; never kept.</summary>
[OnHost(HostKind.Commune)]
public sealed class RechercheModel(PortalDb db, OfferedDemarches offered, TimeProvider time) : PageModel
{
    private const int NewsSearched = 300;
    private const int HitsShown = 40;

    /// <summary>What is searched.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The answers, best first.</summary>
    public IReadOnlyList<SearchHit> Hits { get; private set; } = [];

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Response.Headers.CacheControl = "no-store";
        var search = new SiteSearch(Query);
        Query = search.Text;
        if (search.IsEmpty)
        {
            return;
        }

        var hits = new List<SearchHit>();
        foreach (var demarche in await offered.AllAsync(cancellationToken))
        {
            // Who comes to a town hall's site comes for a démarche first.
            hits.Add(new(search.Rank(demarche) * 2, $"/demarches/{demarche.Code}", demarche.Icon, demarche.Libelle, DemarcheFamilies.Note(demarche)));
        }

        hits.AddRange(SitePages.All.Select(page => new SearchHit(search.Rank(page.Title, page.Words), page.Path, "file-text", page.Title, "Page du site")));
        var services = await db.Services.OrderBy(service => service.Rang).Select(service => service.Nom).ToListAsync(cancellationToken);
        hits.AddRange(services.Select(nom => new SearchHit(search.Rank(nom, "service mairie"), "/pratique#services", "building-2", nom, "Service de la mairie")));
        await AddNewsAsync(hits, search, cancellationToken);
        Hits = [.. hits.Where(hit => hit.Rank > 0).OrderByDescending(hit => hit.Rank).Take(HitsShown)];
    }

    private async Task AddNewsAsync(List<SearchHit> hits, SiteSearch search, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var news = await db.News.Where(item => item.PublishedAt <= now)
            .OrderByDescending(item => item.PublishedAt)
            .Take(NewsSearched)
            .Select(NewsCard.FromItem)
            .ToListAsync(cancellationToken);
        hits.AddRange(news.Select(item => new SearchHit(
            search.Rank(item.Titre, item.Chapeau), $"/actualites/{item.Slug}", "newspaper", item.Titre, $"Actualité du {FrenchDates.Date(FrenchDates.DayOf(item.PublishedAt))}")));
    }
}
