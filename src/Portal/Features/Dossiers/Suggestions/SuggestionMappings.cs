using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Suggestions;

internal sealed class SuggestionCountMapping : IEntityTypeConfiguration<SuggestionCount>
{
    public void Configure(EntityTypeBuilder<SuggestionCount> builder)
    {
        // The word before the label: a text asks for all the labels of its words.
        builder.HasKey(row => new { row.CommuneId, row.Kind, row.Word, row.Label });
        builder.Property(row => row.Word).HasMaxLength(SuggestionWords.MaxWord);
        builder.Property(row => row.Label).HasMaxLength(60);
    }
}

internal sealed class SuggestionCursorMapping : IEntityTypeConfiguration<SuggestionCursor>
{
    public void Configure(EntityTypeBuilder<SuggestionCursor> builder)
    {
        builder.HasKey(row => row.CommuneId);
        builder.Property(row => row.CommuneId).ValueGeneratedNever();
        // Two processes never learn the same lines.
        builder.Property(row => row.Sequence).IsConcurrencyToken();
    }
}
