using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

internal sealed class SatisfactionMapping : IEntityTypeConfiguration<Satisfaction>
{
    public void Configure(EntityTypeBuilder<Satisfaction> builder)
    {
        builder.HasKey(answer => answer.DossierId);
        builder.Property(answer => answer.Comment).HasMaxLength(Satisfaction.MaxComment);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithOne().HasForeignKey<Satisfaction>(answer => answer.DossierId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(answer => answer.CommuneId);
    }
}
