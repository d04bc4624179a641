using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Remontees;

/// <summary>A dossier that an agent handed up to who administers the commune, with a reason, until it comes back with an answer.</summary>
public sealed class Remontee : ICommuneOwned
{
    /// <summary>The longest reason and the longest answer, in characters.</summary>
    public const int MaxText = 2_000;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The agent who hands it up, and who gets it back.</summary>
    public required Guid FromId { get; init; }

    /// <summary>The name of that agent, as shown.</summary>
    public required string FromNom { get; init; }

    /// <summary>To whom it is handed up.</summary>
    public required Guid ToId { get; init; }

    /// <summary>The name of that person, as shown.</summary>
    public required string ToNom { get; init; }

    /// <summary>When it was handed up, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The internal message that holds the reason.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>When it came back, UTC; null while it is up.</summary>
    public DateTime? BackAt { get; private set; }

    /// <summary>The internal message that holds the answer.</summary>
    public Guid? AnswerId { get; private set; }

    /// <summary>It comes back.</summary>
    public void ComeBack(Guid answer, DateTime now) => (AnswerId, BackAt) = (answer, now);
}

internal sealed class RemonteeMapping : IEntityTypeConfiguration<Remontee>
{
    public void Configure(EntityTypeBuilder<Remontee> builder)
    {
        builder.Property(row => row.FromNom).HasMaxLength(200);
        builder.Property(row => row.ToNom).HasMaxLength(200);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithMany().HasForeignKey(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.CommuneId);
    }
}
