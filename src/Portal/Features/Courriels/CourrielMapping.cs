using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Courriels;

internal sealed class CourrielMapping : IEntityTypeConfiguration<Courriel>
{
    public void Configure(EntityTypeBuilder<Courriel> builder)
    {
        builder.HasIndex(courriel => new { courriel.State, courriel.NextAttemptAt });
        builder.HasIndex(courriel => new { courriel.Destinataire, courriel.State });
        builder.HasIndex(courriel => courriel.DossierId);
        builder.Property(courriel => courriel.AttachmentName).HasMaxLength(200);
    }
}
