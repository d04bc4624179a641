using System.Linq.Expressions;

namespace Beffroi.Portal.Features.Site;

/// <summary>A piece of news as lists show it.</summary>
public sealed record NewsCard(string Slug, string Titre, string Chapeau, DateTime PublishedAt, DateTime? UrgentUntil)
{
    /// <summary>The projection for queries: the text itself is not read.</summary>
    public static Expression<Func<NewsItem, NewsCard>> FromItem { get; } =
        item => new NewsCard(item.Slug, item.Titre, item.Chapeau, item.PublishedAt, item.UrgentUntil);
}
