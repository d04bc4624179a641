using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Site;

internal sealed class NewsItemMapping : IEntityTypeConfiguration<NewsItem>
{
    public void Configure(EntityTypeBuilder<NewsItem> builder)
    {
        builder.HasIndex(item => new { item.CommuneId, item.Slug }).IsUnique();
        builder.HasIndex(item => new { item.CommuneId, item.PublishedAt });
    }
}
