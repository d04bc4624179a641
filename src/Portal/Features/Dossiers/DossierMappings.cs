using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Dossiers;

internal sealed class DossierMapping : IEntityTypeConfiguration<Dossier>
{
    public void Configure(EntityTypeBuilder<Dossier> builder)
    {
        builder.Property(dossier => dossier.Numero).HasMaxLength(16);
        builder.Property(dossier => dossier.Code).HasMaxLength(10);
        builder.Property(dossier => dossier.AncienCode).HasMaxLength(10);
        builder.Property(dossier => dossier.Version).IsConcurrencyToken();
        builder.Property(dossier => dossier.Mandat).HasConversion<MandatConverter>();
        builder.Ignore(dossier => dossier.NumeroCourt);
        builder.Ignore(dossier => dossier.Destinataires);
        builder.Ignore(dossier => dossier.IsClosed);
        builder.Ignore(dossier => dossier.AttendAvis);
        builder.Ignore(dossier => dossier.MayBeAttested);
        builder.Ignore(dossier => dossier.IsSaisieRetenue);

        builder.HasIndex(dossier => dossier.Numero).IsUnique();
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.Code }).IsUnique();
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.AncienCode });
        // A form sent twice gives one dossier.
        builder.HasIndex(dossier => dossier.DraftId).IsUnique();
        // What a device sends twice gives one dossier; few dossiers were typed offline.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.CleHorsLigne }).IsUnique().HasFilter("cle_hors_ligne IS NOT NULL");
        builder.HasIndex(dossier => dossier.UsagerSub);
        // Other requests of the same person; the ended ones, the newest first.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.UsagerCourriel });
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.ClosedAt });
        // All requests of a person.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.PersonneId });
        // Those that are treated with one.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.JointeA });
        // The inbox: the dossiers of a commune that are not ended, the nearest legal date first; its counts are read from the index alone.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.Phase, dossier.NextDate, dossier.AgentId, dossier.AttendUsager, dossier.AvisAttendus, dossier.JointeA, dossier.Nouveau })
            .HasDatabaseName("ix_dossiers_inbox");
        // Every request of a commune, the newest first.
        builder.HasIndex(dossier => new { dossier.CommuneId, dossier.Id });
        // The acknowledgements that have not left, over all communes.
        builder.HasIndex(dossier => new { dossier.AccuseReceptionAt, dossier.Phase, dossier.ReceivedAt });
        // The nightly job over all communes: those whose silence has become a decision.
        builder.HasIndex(dossier => new { dossier.SilenceOn, dossier.CommuneId });
    }
}

internal sealed class DossierEventMapping : IEntityTypeConfiguration<DossierEvent>
{
    public void Configure(EntityTypeBuilder<DossierEvent> builder)
    {
        builder.Property(line => line.Kind).HasMaxLength(40);
        builder.HasIndex(line => new { line.CommuneId, line.Sequence }).IsUnique();
        builder.HasIndex(line => line.DossierId);
    }
}

internal sealed class CommuneLedgerMapping : IEntityTypeConfiguration<CommuneLedger>
{
    public void Configure(EntityTypeBuilder<CommuneLedger> builder)
    {
        builder.HasKey(ledger => ledger.CommuneId);
        builder.Property(ledger => ledger.Sequence).IsConcurrencyToken();
    }
}

internal sealed class DossierMessageMapping : IEntityTypeConfiguration<DossierMessage>
{
    public void Configure(EntityTypeBuilder<DossierMessage> builder) => builder.HasIndex(message => message.DossierId);
}

internal sealed class PieceRequestMapping : IEntityTypeConfiguration<PieceRequest>
{
    public void Configure(EntityTypeBuilder<PieceRequest> builder) => builder.HasIndex(request => request.DossierId);
}

internal sealed class PieceMapping : IEntityTypeConfiguration<Piece>
{
    public void Configure(EntityTypeBuilder<Piece> builder)
    {
        builder.HasIndex(piece => piece.DossierId);
        builder.HasIndex(piece => piece.DraftId);
        builder.Property(piece => piece.Sha256).HasMaxLength(64);
        builder.Property(piece => piece.FileName).HasMaxLength(200);
        builder.Property(piece => piece.Threat).HasMaxLength(100);
        // The job of the scanner asks for those that wait.
        builder.HasIndex(piece => new { piece.ScannedAt, piece.Sha256 });
    }
}

internal sealed class PaperMapping : IEntityTypeConfiguration<Paper>
{
    public void Configure(EntityTypeBuilder<Paper> builder)
    {
        builder.Property(paper => paper.TemplateId).HasMaxLength(40);
        builder.Property(paper => paper.Title).HasMaxLength(220);
        builder.Property(paper => paper.Code).HasMaxLength(PaperCode.Length);
        builder.Property(paper => paper.Sha256).HasMaxLength(64);
        builder.Property(paper => paper.Initials).HasMaxLength(4);
        builder.Property(paper => paper.AnnulReason).HasMaxLength(Paper.MaxReason);
        builder.HasIndex(paper => new { paper.CommuneId, paper.Code }).IsUnique();
        // A form sent twice gives one paper.
        builder.HasIndex(paper => new { paper.DossierId, paper.FormId }).IsUnique();
        builder.HasIndex(paper => paper.PieceId).IsUnique();
    }
}
