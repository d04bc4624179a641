using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

internal sealed class ConsultationMapping : IEntityTypeConfiguration<Consultation>
{
    public void Configure(EntityTypeBuilder<Consultation> builder)
    {
        builder.Property(row => row.Nom).HasMaxLength(Consultation.MaxName);
        builder.Property(row => row.EndedByNom).HasMaxLength(2 * Consultation.MaxName);
        builder.Property(row => row.Courriel).HasMaxLength(254);
        builder.Property(row => row.Question).HasMaxLength(Consultation.MaxText);
        builder.Ignore(row => row.IsOutside);
        builder.Ignore(row => row.IsOpen);
        builder.Ignore(row => row.LastDay);
        builder.Ignore(row => row.Pieces);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        // The awaited ones of a commune, the nearest day first: for who gives them, and for the job.
        builder.HasIndex(row => new { row.CommuneId, row.EndedAt, row.Due });
    }
}

internal sealed class ConsultationLienMapping : IEntityTypeConfiguration<ConsultationLien>
{
    public void Configure(EntityTypeBuilder<ConsultationLien> builder)
    {
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(row => row.ConsultationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.CommuneId);
    }
}
