using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Data;

internal sealed class CommuneMapping : IEntityTypeConfiguration<Commune>
{
    public void Configure(EntityTypeBuilder<Commune> builder)
    {
        builder.HasIndex(commune => commune.Insee).IsUnique();
        builder.HasIndex(commune => commune.Slug).IsUnique();
        builder.Property(commune => commune.Insee).HasMaxLength(5);
        builder.Property(commune => commune.Slug).HasMaxLength(63);
        builder.Property(commune => commune.AlertesJours).HasMaxLength(40);
        builder.Ignore(commune => commune.CodePostal);
        builder.Ignore(commune => commune.NomDe);
        builder.Ignore(commune => commune.NomA);
    }
}

internal sealed class CommuneHostMapping : IEntityTypeConfiguration<CommuneHost>
{
    public void Configure(EntityTypeBuilder<CommuneHost> builder)
    {
        builder.HasKey(host => host.Host);
        builder.HasOne<Commune>().WithMany().HasForeignKey(host => host.CommuneId);
    }
}

internal sealed class SyndicatMapping : IEntityTypeConfiguration<Syndicat>
{
    public void Configure(EntityTypeBuilder<Syndicat> builder) =>
        builder.Property(syndicat => syndicat.Id).ValueGeneratedNever();
}

internal sealed class ServiceMapping : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder) =>
        builder.HasIndex(service => new { service.CommuneId, service.Code }).IsUnique();
}

internal sealed class OpeningHoursMapping : IEntityTypeConfiguration<OpeningHours>
{
    public void Configure(EntityTypeBuilder<OpeningHours> builder) => builder.HasIndex(hours => hours.CommuneId);
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasOne<Agent>().WithMany(agent => agent.Memberships).HasForeignKey(membership => membership.AgentId);
        builder.HasIndex(membership => membership.CommuneId);
    }
}
