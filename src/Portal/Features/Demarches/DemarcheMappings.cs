using Beffroi.Portal.Features.Dossiers.Mandats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Demarches;

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.HasIndex(draft => draft.UpdatedAt);
        builder.Property(draft => draft.Code).HasMaxLength(10);
        builder.Property(draft => draft.Mandat).HasConversion<MandatConverter>();
        builder.HasIndex(draft => new { draft.CommuneId, draft.Code }).IsUnique();
    }
}

internal sealed class DemarcheAdoptionMapping : IEntityTypeConfiguration<DemarcheAdoption>
{
    public void Configure(EntityTypeBuilder<DemarcheAdoption> builder)
    {
        builder.HasKey(adoption => new { adoption.CommuneId, adoption.Code });
        builder.Property(adoption => adoption.Code).HasMaxLength(60);
        builder.HasIndex(adoption => adoption.Code);
    }
}
