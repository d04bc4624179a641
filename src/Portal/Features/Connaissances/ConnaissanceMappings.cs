using Beffroi.Portal.Features.Dossiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Connaissances;

internal sealed class ConnaissanceMapping : IEntityTypeConfiguration<Connaissance>
{
    public void Configure(EntityTypeBuilder<Connaissance> builder)
    {
        builder.Property(row => row.DemarcheCode).HasMaxLength(60);
        builder.Property(row => row.Titre).HasMaxLength(Connaissance.MaxTitle);
        builder.Property(row => row.Texte).HasMaxLength(Connaissance.MaxText);
        builder.HasIndex(row => new { row.CommuneId, row.DemarcheCode });
        // A commune adapts a text of the syndicate once. No foreign key: the syndicate may take its text away, the commune's stays.
        builder.HasIndex(row => new { row.CommuneId, row.SourceId }).IsUnique();
    }
}

internal sealed class ConnaissanceUseMapping : IEntityTypeConfiguration<ConnaissanceUse>
{
    public void Configure(EntityTypeBuilder<ConnaissanceUse> builder)
    {
        builder.HasKey(row => new { row.CommuneId, row.ConnaissanceId, row.DossierId });
        // Goes with its dossier; the tally stays.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ConnaissanceTallyMapping : IEntityTypeConfiguration<ConnaissanceTally>
{
    public void Configure(EntityTypeBuilder<ConnaissanceTally> builder)
    {
        builder.HasKey(row => new { row.CommuneId, row.ConnaissanceId });
        // The syndicate sums the tallies of its own texts over all communes.
        builder.HasIndex(row => row.ConnaissanceId);
    }
}
