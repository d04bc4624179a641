using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Adresses;

internal sealed class CommuneAddressMapping : IEntityTypeConfiguration<CommuneAddress>
{
    public void Configure(EntityTypeBuilder<CommuneAddress> builder)
    {
        builder.ToTable("commune_addresses");
        builder.HasKey(address => new { address.CommuneId, address.Rank });
        builder.Property(address => address.Rank).ValueGeneratedNever();
        builder.Property(address => address.Street).HasMaxLength(CommuneAddress.MaxName);
        builder.Property(address => address.Suffix).HasMaxLength(20);
        builder.Property(address => address.Locality).HasMaxLength(CommuneAddress.MaxName);
        builder.Property(address => address.Delegated).HasMaxLength(CommuneAddress.MaxName);
        builder.Property(address => address.InteropKey).HasMaxLength(60);
        builder.Property(address => address.Words).HasMaxLength(2 * CommuneAddress.MaxName);
        builder.Ignore(address => address.Line);

        // The two ways in: a number that was typed, and the streets; each leaves some hundreds of rows to read.
        builder.HasIndex(address => new { address.CommuneId, address.Number });
        builder.HasIndex(address => new { address.CommuneId, address.IsStreet });
    }
}
