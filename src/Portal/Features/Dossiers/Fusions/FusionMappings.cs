using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Fusions;

internal sealed class DossierFusionMapping : IEntityTypeConfiguration<DossierFusion>
{
    public void Configure(EntityTypeBuilder<DossierFusion> builder)
    {
        // Goes with the joined dossier; the other one may go before.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.CommuneId, row.DossierId });
        builder.HasIndex(row => new { row.CommuneId, row.IntoId });
    }
}

internal sealed class DossierScissionMapping : IEntityTypeConfiguration<DossierScission>
{
    public void Configure(EntityTypeBuilder<DossierScission> builder)
    {
        builder.HasKey(row => row.DossierId);
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.CommuneId, row.OrigineId });
    }
}
