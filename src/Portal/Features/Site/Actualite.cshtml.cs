using Beffroi.Portal.Data;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>One piece of news.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class ActualiteModel(PortalDb db, TimeProvider time) : PageModel
{
    private const int MaxSlug = 200;

    /// <summary>The news.</summary>
    public NewsItem Item { get; private set; } = null!;

    /// <summary>Whether its notice still stands.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>Its paragraphs.</summary>
    public IEnumerable<string> Paragraphs => Item.Texte.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // PostgreSQL refuses a null byte in a text.
        var item = slug.Length > MaxSlug || slug.Contains('\0', StringComparison.Ordinal)
            ? null
            : await db.News.FirstOrDefaultAsync(row => row.Slug == slug && row.PublishedAt <= now, cancellationToken);
        if (item is null)
        {
            return NotFound();
        }

        Item = item;
        IsUrgent = item.UrgentUntil > now;
        if (IsUrgent)
        {
            SiteCache.ExpireAt(HttpContext, item.UrgentUntil);
        }

        return Page();
    }
}
