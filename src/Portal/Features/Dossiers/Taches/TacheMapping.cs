using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Taches;

internal sealed class TacheMapping : IEntityTypeConfiguration<Tache>
{
    public void Configure(EntityTypeBuilder<Tache> builder)
    {
        builder.Property(task => task.Note).HasMaxLength(Tache.MaxNote);
        builder.Property(task => task.Texte).HasMaxLength(Tache.MaxText);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(task => task.DossierId).OnDelete(DeleteBehavior.Cascade);
        // The open ones of a commune, the oldest first.
        builder.HasIndex(task => new { task.CommuneId, task.DoneAt, task.CreatedAt });
    }
}
