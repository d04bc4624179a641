using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>The commune's news, the latest first.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class ActualitesModel(PortalDb db, TimeProvider time) : PageModel
{
    private const int PageSize = 12;
    private const int LastPage = 1000;

    /// <summary>The page, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether older news follow.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>The news of the page.</summary>
    public IReadOnlyList<NewsCard> News { get; private set; } = [];

    /// <summary>Reads the page; one that holds nothing does not exist.</summary>
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int number = 1, CancellationToken cancellationToken = default)
    {
        if (!ModelState.IsValid || number is < 1 or > LastPage)
        {
            return NotFound();
        }

        var now = time.GetUtcNow().UtcDateTime;
        var read = await db.News.Where(item => item.PublishedAt <= now)
            .OrderByDescending(item => item.PublishedAt)
            .Skip((number - 1) * PageSize)
            .Take(PageSize + 1)
            .Select(NewsCard.FromItem)
            .ToListAsync(cancellationToken);
        if (read.Count == 0 && number > 1)
        {
            return NotFound();
        }

        Number = number;
        HasOlder = read.Count > PageSize;
        News = [.. read.Take(PageSize)];
        return Page();
    }
}
