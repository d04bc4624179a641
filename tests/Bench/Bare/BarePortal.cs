using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Beffroi.Bench.Bare;

/// <summary>The portal's tables through a plain context: no scope, no query filter, no check of walls.</summary>
public sealed class BarePortal(DbContextOptions<BarePortal> options) : DbContext(options)
{
    public DbSet<OpeningHours> OpeningHours => Set<OpeningHours>();
    public DbSet<NewsItem> News => Set<NewsItem>();
    public DbSet<DemarcheAdoption> DemarcheAdoptions => Set<DemarcheAdoption>();
    public DbSet<Dossier> Dossiers => Set<Dossier>();
    public DbSet<DossierEvent> DossierEvents => Set<DossierEvent>();
    public DbSet<CommuneLedger> Ledgers => Set<CommuneLedger>();
    public DbSet<Courriel> Courriels => Set<Courriel>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Piece> Pieces => Set<Piece>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<Guid>().HaveConversion<Bytes>();
    }

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    private sealed class Bytes() : ValueConverter<Guid, byte[]>(value => value.ToByteArray(true), value => new Guid(value, true));
}
