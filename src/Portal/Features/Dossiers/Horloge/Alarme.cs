using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>An alarm that was raised before a legal date: one for each date and each number of days, never a second time.</summary>
public sealed class Alarme : ICommuneOwned
{
    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>What the date is about, as the clock names it.</summary>
    public required string Kind { get; init; }

    /// <summary>The date.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>How many days before it, as the commune set them.</summary>
    public required int Days { get; init; }

    /// <summary>The day on which it was raised, in legal time.</summary>
    public required DateOnly RaisedOn { get; init; }

    /// <summary>The day on which the mails that tell it were queued; null until then.</summary>
    public DateOnly? ToldOn { get; set; }
}

internal sealed class AlarmeMapping : IEntityTypeConfiguration<Alarme>
{
    public void Configure(EntityTypeBuilder<Alarme> builder)
    {
        builder.HasKey(row => new { row.DossierId, row.Kind, row.Due, row.Days });
        builder.Property(row => row.Kind).HasMaxLength(40);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        // Those of the last days, which are not raised again.
        builder.HasIndex(row => new { row.CommuneId, row.RaisedOn });
        // Those that are still to be told.
        builder.HasIndex(row => new { row.ToldOn, row.CommuneId });
    }
}
