using System.Collections.Concurrent;
using System.Data.Common;
using Beffroi.Portal.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>Which headings the menu of a commune's site shows: no heading leads to an empty page. Remembered for a minute.</summary>
public sealed class SiteMenu(PortalContexts contexts, TimeProvider time)
{
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (bool HasNews, DateTimeOffset Until)> _known = new();

    /// <summary>Whether the commune has published news.</summary>
    public async ValueTask<bool> HasNewsAsync(Guid communeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(communeId, out var known) && known.Until > now)
        {
            return known.HasNews;
        }

        try
        {
            await using var db = contexts.Open(CommuneScope.One(communeId));
            var instant = now.UtcDateTime;
            var hasNews = await db.News.AnyAsync(item => item.PublishedAt <= instant, cancellationToken);
            _known[communeId] = (hasNews, now + s_remembered);
            return hasNews;
        }
        catch (DbException)
        {
            // The page that says that the database is down wears this menu too.
            return false;
        }
    }

    /// <summary>Asks again at the next page.</summary>
    public void Forget(Guid communeId) => _known.TryRemove(communeId, out _);

    /// <summary>The value of <c>aria-current</c> on a heading's link: « page » on it, « true » below it, nothing elsewhere.</summary>
    public static string? Current(HttpContext context, string path)
    {
        var here = context.Request.Path.Value ?? "";
        return here == path ? "page"
            : path.Length > 1 && here.StartsWith(path + "/", StringComparison.Ordinal) ? "true"
            : null;
    }
}
