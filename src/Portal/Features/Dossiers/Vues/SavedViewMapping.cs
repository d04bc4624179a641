using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Vues;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.Property(view => view.Nom).HasMaxLength(SavedView.MaxName);
        builder.Property(view => view.Query).HasMaxLength(SavedView.MaxQuery);
        builder.HasIndex(view => new { view.CommuneId, view.AgentId });
    }
}
