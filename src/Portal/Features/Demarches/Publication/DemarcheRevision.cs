using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>
/// One state of a démarche that the syndicate or a commune wrote: each recording is a new one, so that every former state can come back.
/// The démarches shipped with Beffroi are not here.
/// </summary>
public sealed class DemarcheRevision : ICommuneOwned
{
    /// <summary>The key, in the order of recording.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who owns it: a commune, or <see cref="CommuneScope.SyndicatId"/>.</summary>
    public required Guid CommuneId { get; init; }

    /// <summary>The code of the démarche.</summary>
    public required string Code { get; init; }

    /// <summary>The version that it becomes when published.</summary>
    public required string Version { get; init; }

    /// <summary>The name, for lists.</summary>
    public required string Libelle { get; init; }

    /// <summary>The whole definition, JSON.</summary>
    public required string Definition { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string Auteur { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was published, UTC; a published version never changes.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>When it was taken out of the catalogue, UTC: dossiers and communes that have it keep it, nobody adopts it any more.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>When the commune offered it to the syndicate, UTC.</summary>
    public DateTime? OfferedAt { get; set; }

    /// <summary>Where it came from, when it was imported: who signed the file.</summary>
    public string? Origine { get; init; }
}

internal sealed class DemarcheRevisionMapping : IEntityTypeConfiguration<DemarcheRevision>
{
    public void Configure(EntityTypeBuilder<DemarcheRevision> builder)
    {
        builder.Property(revision => revision.Code).HasMaxLength(60);
        builder.Property(revision => revision.Version).HasMaxLength(20);
        builder.HasIndex(revision => new { revision.CommuneId, revision.Code, revision.Id });
        builder.HasIndex(revision => revision.PublishedAt);
    }
}
