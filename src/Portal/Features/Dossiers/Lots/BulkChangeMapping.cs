using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Lots;

internal sealed class BulkChangeMapping : IEntityTypeConfiguration<BulkChange>
{
    public void Configure(EntityTypeBuilder<BulkChange> builder)
    {
        builder.Property(change => change.Before).HasMaxLength(40);
        builder.Property(change => change.After).HasMaxLength(40);
        builder.HasIndex(change => new { change.CommuneId, change.LotId });
    }
}
