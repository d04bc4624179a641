using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Site;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Bare.Pages;

/// <summary>The three queries of a commune's home page, and nothing else.</summary>
public sealed class BareModel(BarePortal db, BarePageSettings settings, TimeProvider time) : PageModel
{
    private static HtmlString? s_filling;

    public IReadOnlyList<(string Code, string Version)> Adoptions { get; private set; } = [];

    public IReadOnlyList<OpeningHours> Hours { get; private set; } = [];

    public IReadOnlyList<NewsCard> News { get; private set; } = [];

    public HtmlString Filling { get; } = s_filling ??= new HtmlString("<p>" + new string('x', Math.Max(0, settings.Padding)) + "</p>");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var adopted = await db.DemarcheAdoptions
            .Where(row => row.CommuneId == settings.CommuneId)
            .Select(row => new { row.Code, row.Version })
            .ToListAsync(cancellationToken);
        Adoptions = [.. adopted.Select(row => (row.Code, row.Version))];
        Hours = await db.OpeningHours.Where(row => row.CommuneId == settings.CommuneId).ToListAsync(cancellationToken);
        News = await db.News
            .Where(item => item.CommuneId == settings.CommuneId && item.PublishedAt <= now)
            .OrderByDescending(item => item.UrgentUntil != null && item.UrgentUntil > now)
            .ThenByDescending(item => item.PublishedAt)
            .Take(6)
            .Select(NewsCard.FromItem)
            .ToListAsync(cancellationToken);
    }
}
