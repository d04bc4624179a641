using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Personnes;

internal sealed class PersonneMapping : IEntityTypeConfiguration<Personne>
{
    public void Configure(EntityTypeBuilder<Personne> builder)
    {
        builder.Property(personne => personne.Prenom).HasMaxLength(PersonneDescription.MaxNom);
        builder.Property(personne => personne.Nom).HasMaxLength(PersonneDescription.MaxLigne);
        builder.Property(personne => personne.Courriel).HasMaxLength(PersonneDescription.MaxLigne);
        builder.Property(personne => personne.Telephone).HasMaxLength(40);
        builder.Property(personne => personne.Ligne1).HasMaxLength(PersonneDescription.MaxLigne);
        builder.Property(personne => personne.CodePostal).HasMaxLength(10);
        builder.Property(personne => personne.Ville).HasMaxLength(PersonneDescription.MaxNom);
        builder.Property(personne => personne.Version).IsConcurrencyToken();
        builder.Ignore(personne => personne.NomComplet);
        builder.Ignore(personne => personne.Adresse);
        // Those that are shown with another.
        builder.HasIndex(personne => new { personne.CommuneId, personne.MergedIntoId });
        // Those that nothing has touched for long.
        builder.HasIndex(personne => personne.UpdatedAt);
    }
}

internal sealed class PersonneKeyMapping : IEntityTypeConfiguration<PersonneKey>
{
    public void Configure(EntityTypeBuilder<PersonneKey> builder)
    {
        builder.Property(key => key.Value).HasMaxLength(PersonneKey.MaxValue);
        builder.HasKey(key => new { key.CommuneId, key.Kind, key.Value, key.PersonneId });
        builder.HasOne<Personne>().WithMany().HasForeignKey(key => key.PersonneId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PersonneFusionMapping : IEntityTypeConfiguration<PersonneFusion>
{
    public void Configure(EntityTypeBuilder<PersonneFusion> builder)
    {
        builder.Property(fusion => fusion.Nom).HasMaxLength(2 * PersonneDescription.MaxLigne);
        builder.HasOne<Personne>().WithMany().HasForeignKey(fusion => fusion.PersonneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(fusion => new { fusion.CommuneId, fusion.IntoId });
    }
}

internal sealed class PersonneAccesMapping : IEntityTypeConfiguration<PersonneAcces>
{
    public void Configure(EntityTypeBuilder<PersonneAcces> builder)
    {
        builder.Property(access => access.Motif).HasMaxLength(PersonneAcces.MaxMotif);
        builder.HasOne<Personne>().WithMany().HasForeignKey(access => access.PersonneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(access => new { access.CommuneId, access.PersonneId, access.At });
        builder.HasIndex(access => access.At);
    }
}

internal sealed class PersonneConsentMapping : IEntityTypeConfiguration<PersonneConsent>
{
    public void Configure(EntityTypeBuilder<PersonneConsent> builder)
    {
        builder.Property(consent => consent.Note).HasMaxLength(PersonneConsent.MaxNote);
        builder.HasOne<Personne>().WithMany().HasForeignKey(consent => consent.PersonneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(consent => new { consent.CommuneId, consent.PersonneId });
    }
}

internal sealed class RepresentantMapping : IEntityTypeConfiguration<Representant>
{
    public void Configure(EntityTypeBuilder<Representant> builder)
    {
        builder.Property(representant => representant.Qualite).HasMaxLength(Representant.MaxQualite);
        builder.HasOne<Personne>().WithMany().HasForeignKey(representant => representant.PersonneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Personne>().WithMany().HasForeignKey(representant => representant.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(representant => new { representant.CommuneId, representant.OrganisationId });
        builder.HasIndex(representant => new { representant.CommuneId, representant.PersonneId });
    }
}
