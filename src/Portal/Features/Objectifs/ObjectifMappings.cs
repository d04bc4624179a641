using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Objectifs;

internal sealed class ObjectifMapping : IEntityTypeConfiguration<Objectif>
{
    public void Configure(EntityTypeBuilder<Objectif> builder)
    {
        builder.Property(row => row.DemarcheCode).HasMaxLength(60);
        builder.Property(row => row.Portee).HasMaxLength(120);
        // Two who add the same target at once: the second is refused.
        builder.HasIndex(row => new { row.CommuneId, row.Portee }).IsUnique();
    }
}

internal sealed class SuiviObjectifMapping : IEntityTypeConfiguration<SuiviObjectif>
{
    public void Configure(EntityTypeBuilder<SuiviObjectif> builder)
    {
        builder.HasKey(row => new { row.DossierId, row.Phase });
        // Goes with its dossier. None to the target, which may be taken away.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        // The job over all communes: those about which somebody is to be told.
        builder.HasIndex(row => new { row.PrevenirAt, row.CommuneId });
        // Those that run and are missed, for the workload.
        builder.HasIndex(row => new { row.CommuneId, row.EndedAt, row.DueAt });
    }
}
