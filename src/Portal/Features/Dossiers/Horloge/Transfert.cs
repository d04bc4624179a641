using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>The kinds of administration that a request is sent on to.</summary>
public enum TransferKind
{
    /// <summary>A community of communes, or another body of several communes.</summary>
    Epci,

    /// <summary>The département.</summary>
    Departement,

    /// <summary>A service of the State.</summary>
    Etat,

    /// <summary>Another one: a region, a social security body, another commune.</summary>
    Autre,
}

/// <summary>How it was sent.</summary>
public enum TransferWay
{
    /// <summary>By post.</summary>
    Courrier,

    /// <summary>By e-mail.</summary>
    Courriel,

    /// <summary>Through the receiver's online service.</summary>
    Teleservice,

    /// <summary>Handed over.</summary>
    MainPropre,
}

/// <summary>A request that was not for the commune, with the administration that it was sent on to and what proves it (CRPA L114-2).</summary>
public sealed class Transfert : ICommuneOwned
{
    /// <summary>The longest name of an administration, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>The longest contact or proof, in characters.</summary>
    public const int MaxText = 500;

    /// <summary>The dossier; it is sent on once.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The kind of administration.</summary>
    public required TransferKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Destinataire { get; init; }

    /// <summary>How the usager reaches it.</summary>
    public required string Coordonnees { get; init; }

    /// <summary>How it was sent.</summary>
    public required TransferWay Way { get; init; }

    /// <summary>The day on which it was sent.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>What proves that it was sent: a number of registered mail, a receipt; only agents see it.</summary>
    public required string Preuve { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The agent who recorded it.</summary>
    public required Guid AgentId { get; init; }
}

internal sealed class TransfertMapping : IEntityTypeConfiguration<Transfert>
{
    public void Configure(EntityTypeBuilder<Transfert> builder)
    {
        builder.HasKey(row => row.DossierId);
        builder.Property(row => row.Destinataire).HasMaxLength(Transfert.MaxName);
        builder.Property(row => row.Coordonnees).HasMaxLength(Transfert.MaxText);
        builder.Property(row => row.Preuve).HasMaxLength(Transfert.MaxText);
        // Goes with its dossier.
        builder.HasOne<Dossier>().WithOne().HasForeignKey<Transfert>(row => row.DossierId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.CommuneId, row.SentOn });
    }
}
