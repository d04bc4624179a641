using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.HasKey(entry => entry.DossierId);
        builder.Property(entry => entry.DossierId).ValueGeneratedNever();
        // The few that the index of words has yet to take in.
        builder.HasIndex(entry => new { entry.CommuneId, entry.DossierId }).HasFilter("pending");
    }
}

internal sealed class SearchWordMapping : IEntityTypeConfiguration<SearchWord>
{
    public void Configure(EntityTypeBuilder<SearchWord> builder)
    {
        builder.HasKey(word => new { word.CommuneId, word.Word });
        builder.Property(word => word.Word).HasMaxLength(SearchText.MaxWord);
    }
}
