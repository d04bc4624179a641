using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Adresses;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Lots;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Remontees;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Dossiers.Vues;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Site;
using Beffroi.Portal.Features.Statistiques;
using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Temps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Beffroi.Portal.Data;

/// <summary>The portal's database: communes, sites, dossiers, mails. Rows of a commune are seen and written only inside <see cref="Scope"/>.</summary>
public abstract class PortalDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The name of the query filter that keeps communes apart.</summary>
    public const string CommuneFilter = "commune";

    /// <summary>The communes that this unit of work is about; null until one is resolved.</summary>
    public CommuneScope? Scope { get; set; }

    /// <summary>The communes that queries are limited to.</summary>
    /// <exception cref="NoCommuneException">No commune is resolved.</exception>
    public Guid[] CommuneIds => Scope is { IsSyndicat: false } scope ? scope.Communes : throw new NoCommuneException();

    public DbSet<Syndicat> Syndicats => Set<Syndicat>();
    public DbSet<Commune> Communes => Set<Commune>();
    public DbSet<CommuneHost> CommuneHosts => Set<CommuneHost>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<OpeningHours> OpeningHours => Set<OpeningHours>();
    public DbSet<Agent> Agents => Set<Agent>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<NewsItem> News => Set<NewsItem>();
    public DbSet<DemarcheAdoption> DemarcheAdoptions => Set<DemarcheAdoption>();
    public DbSet<DemarcheRevision> DemarcheRevisions => Set<DemarcheRevision>();
    public DbSet<DemarcheWave> DemarcheWaves => Set<DemarcheWave>();
    public DbSet<DemarcheTally> DemarcheTallies => Set<DemarcheTally>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Dossier> Dossiers => Set<Dossier>();
    public DbSet<DossierEvent> DossierEvents => Set<DossierEvent>();
    public DbSet<CommuneLedger> Ledgers => Set<CommuneLedger>();
    public DbSet<DossierMessage> Messages => Set<DossierMessage>();
    public DbSet<PieceRequest> PieceRequests => Set<PieceRequest>();
    public DbSet<Piece> Pieces => Set<Piece>();
    public DbSet<Paper> Papers => Set<Paper>();
    public DbSet<Courriel> Courriels => Set<Courriel>();
    public DbSet<CommuneAddress> Addresses => Set<CommuneAddress>();
    public DbSet<Satisfaction> Satisfactions => Set<Satisfaction>();
    public DbSet<Tache> Taches => Set<Tache>();
    public DbSet<Consultation> Consultations => Set<Consultation>();
    public DbSet<ConsultationLien> ConsultationLiens => Set<ConsultationLien>();
    public DbSet<Remontee> Remontees => Set<Remontee>();
    public DbSet<DossierFacts> DossierFacts => Set<DossierFacts>();
    public DbSet<DayTally> DayTallies => Set<DayTally>();
    public DbSet<DelayTally> DelayTallies => Set<DelayTally>();
    public DbSet<HourTally> HourTallies => Set<HourTally>();
    public DbSet<StatisticsCursor> StatisticsCursors => Set<StatisticsCursor>();
    public DbSet<StatisticsSettings> StatisticsSettings => Set<StatisticsSettings>();
    public DbSet<ClassFigures> ClassFigures => Set<ClassFigures>();
    public DbSet<Alarme> Alarmes => Set<Alarme>();
    public DbSet<Objectif> Objectifs => Set<Objectif>();
    public DbSet<SuiviObjectif> SuivisObjectifs => Set<SuiviObjectif>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<Transfert> Transferts => Set<Transfert>();
    public DbSet<Personne> Personnes => Set<Personne>();
    public DbSet<PersonneKey> PersonneKeys => Set<PersonneKey>();
    public DbSet<PersonneFusion> PersonneFusions => Set<PersonneFusion>();
    public DbSet<PersonneAcces> PersonneAcces => Set<PersonneAcces>();
    public DbSet<PersonneConsent> PersonneConsents => Set<PersonneConsent>();
    public DbSet<Representant> Representants => Set<Representant>();
    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();
    public DbSet<SearchWord> SearchWords => Set<SearchWord>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<BulkChange> BulkChanges => Set<BulkChange>();
    public DbSet<Connaissance> Connaissances => Set<Connaissance>();
    public DbSet<ConnaissanceUse> ConnaissanceUses => Set<ConnaissanceUse>();
    public DbSet<ConnaissanceTally> ConnaissanceTallies => Set<ConnaissanceTally>();
    public DbSet<DossierFusion> DossierFusions => Set<DossierFusion>();
    public DbSet<DossierScission> DossierScissions => Set<DossierScission>();
    public DbSet<SuggestionCount> SuggestionCounts => Set<SuggestionCount>();
    public DbSet<SuggestionCursor> SuggestionCursors => Set<SuggestionCursor>();
    public DbSet<TimeNote> TimeNotes => Set<TimeNote>();
    public DbSet<TimeMonth> TimeMonths => Set<TimeMonth>();
    public DbSet<TimeCost> TimeCosts => Set<TimeCost>();

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CheckWalls();
        // The walls have just looked for changes: the rows are not compared a second time.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CheckWalls();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // One by one: looking for them in the assembly loads every type of it, at each start.
        modelBuilder.ApplyConfiguration(new CommuneMapping());
        modelBuilder.ApplyConfiguration(new CommuneHostMapping());
        modelBuilder.ApplyConfiguration(new SyndicatMapping());
        modelBuilder.ApplyConfiguration(new ServiceMapping());
        modelBuilder.ApplyConfiguration(new OpeningHoursMapping());
        modelBuilder.ApplyConfiguration(new MembershipMapping());
        modelBuilder.ApplyConfiguration(new DossierMapping());
        modelBuilder.ApplyConfiguration(new DossierEventMapping());
        modelBuilder.ApplyConfiguration(new CommuneLedgerMapping());
        modelBuilder.ApplyConfiguration(new DossierMessageMapping());
        modelBuilder.ApplyConfiguration(new PieceRequestMapping());
        modelBuilder.ApplyConfiguration(new PieceMapping());
        modelBuilder.ApplyConfiguration(new SatisfactionMapping());
        modelBuilder.ApplyConfiguration(new TacheMapping());
        modelBuilder.ApplyConfiguration(new ConsultationMapping());
        modelBuilder.ApplyConfiguration(new ConsultationLienMapping());
        modelBuilder.ApplyConfiguration(new RemonteeMapping());
        modelBuilder.ApplyConfiguration(new TransfertMapping());
        modelBuilder.ApplyConfiguration(new AlarmeMapping());
        modelBuilder.ApplyConfiguration(new ObjectifMapping());
        modelBuilder.ApplyConfiguration(new SuiviObjectifMapping());
        modelBuilder.ApplyConfiguration(new AbsenceMapping());
        modelBuilder.ApplyConfiguration(new PaperMapping());
        modelBuilder.ApplyConfiguration(new SearchEntryMapping());
        modelBuilder.ApplyConfiguration(new SearchWordMapping());
        modelBuilder.ApplyConfiguration(new SavedViewMapping());
        modelBuilder.ApplyConfiguration(new BulkChangeMapping());
        modelBuilder.ApplyConfiguration(new DraftMapping());
        modelBuilder.ApplyConfiguration(new DemarcheAdoptionMapping());
        modelBuilder.ApplyConfiguration(new DemarcheRevisionMapping());
        modelBuilder.ApplyConfiguration(new DemarcheWaveMapping());
        modelBuilder.ApplyConfiguration(new DemarcheTallyMapping());
        modelBuilder.ApplyConfiguration(new CourrielMapping());
        modelBuilder.ApplyConfiguration(new NewsItemMapping());
        modelBuilder.ApplyConfiguration(new CommuneAddressMapping());
        StatisticsMapping.Apply(modelBuilder);
        modelBuilder.ApplyConfiguration(new PersonneMapping());
        modelBuilder.ApplyConfiguration(new PersonneKeyMapping());
        modelBuilder.ApplyConfiguration(new PersonneFusionMapping());
        modelBuilder.ApplyConfiguration(new PersonneAccesMapping());
        modelBuilder.ApplyConfiguration(new PersonneConsentMapping());
        modelBuilder.ApplyConfiguration(new RepresentantMapping());
        modelBuilder.ApplyConfiguration(new ConnaissanceMapping());
        modelBuilder.ApplyConfiguration(new ConnaissanceUseMapping());
        modelBuilder.ApplyConfiguration(new ConnaissanceTallyMapping());
        modelBuilder.ApplyConfiguration(new DossierFusionMapping());
        modelBuilder.ApplyConfiguration(new DossierScissionMapping());
        modelBuilder.ApplyConfiguration(new SuggestionCountMapping());
        modelBuilder.ApplyConfiguration(new SuggestionCursorMapping());
        modelBuilder.ApplyConfiguration(new TimeNoteMapping());
        modelBuilder.ApplyConfiguration(new TimeMonthMapping());
        modelBuilder.ApplyConfiguration(new TimeCostMapping());

        FilterByCommune<Service>(modelBuilder);
        FilterByCommune<OpeningHours>(modelBuilder);
        FilterByCommune<NewsItem>(modelBuilder);
        FilterByCommune<DemarcheAdoption>(modelBuilder);
        FilterByCommune<DemarcheRevision>(modelBuilder);
        FilterByCommune<Draft>(modelBuilder);
        FilterByCommune<Dossier>(modelBuilder);
        FilterByCommune<DossierEvent>(modelBuilder);
        FilterByCommune<CommuneLedger>(modelBuilder);
        FilterByCommune<DossierMessage>(modelBuilder);
        FilterByCommune<PieceRequest>(modelBuilder);
        FilterByCommune<Piece>(modelBuilder);
        FilterByCommune<Paper>(modelBuilder);
        FilterByCommune<Courriel>(modelBuilder);
        FilterByCommune<CommuneAddress>(modelBuilder);
        FilterByCommune<Satisfaction>(modelBuilder);
        FilterByCommune<Tache>(modelBuilder);
        FilterByCommune<Consultation>(modelBuilder);
        FilterByCommune<ConsultationLien>(modelBuilder);
        FilterByCommune<Remontee>(modelBuilder);
        FilterByCommune<DossierFacts>(modelBuilder);
        FilterByCommune<DayTally>(modelBuilder);
        FilterByCommune<DelayTally>(modelBuilder);
        FilterByCommune<HourTally>(modelBuilder);
        FilterByCommune<StatisticsCursor>(modelBuilder);
        FilterByCommune<StatisticsSettings>(modelBuilder);
        FilterByCommune<Transfert>(modelBuilder);
        FilterByCommune<Alarme>(modelBuilder);
        FilterByCommune<Objectif>(modelBuilder);
        FilterByCommune<SuiviObjectif>(modelBuilder);
        FilterByCommune<Absence>(modelBuilder);
        FilterByCommune<Personne>(modelBuilder);
        FilterByCommune<PersonneKey>(modelBuilder);
        FilterByCommune<PersonneFusion>(modelBuilder);
        FilterByCommune<PersonneAcces>(modelBuilder);
        FilterByCommune<PersonneConsent>(modelBuilder);
        FilterByCommune<Representant>(modelBuilder);
        FilterByCommune<SearchEntry>(modelBuilder);
        FilterByCommune<SearchWord>(modelBuilder);
        FilterByCommune<SavedView>(modelBuilder);
        FilterByCommune<BulkChange>(modelBuilder);
        FilterByCommune<Connaissance>(modelBuilder);
        FilterByCommune<ConnaissanceUse>(modelBuilder);
        FilterByCommune<ConnaissanceTally>(modelBuilder);
        FilterByCommune<DossierFusion>(modelBuilder);
        FilterByCommune<DossierScission>(modelBuilder);
        FilterByCommune<SuggestionCount>(modelBuilder);
        FilterByCommune<SuggestionCursor>(modelBuilder);
        FilterByCommune<TimeNote>(modelBuilder);
        FilterByCommune<TimeMonth>(modelBuilder);
        FilterByCommune<TimeCost>(modelBuilder);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(20);
    }

    private void FilterByCommune<T>(ModelBuilder modelBuilder)
        where T : class, ICommuneOwned =>
        modelBuilder.Entity<T>().HasQueryFilter(CommuneFilter, row => CommuneIds.Contains(row.CommuneId));

    private void CheckWalls()
    {
        // Entries looks for changes first.
        foreach (EntityEntry<ICommuneOwned> entry in ChangeTracker.Entries<ICommuneOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            if (Scope is null)
            {
                throw new NoCommuneException();
            }

            var original = entry.State == EntityState.Added
                ? entry.Entity.CommuneId
                : entry.Property(row => row.CommuneId).OriginalValue;
            if (!Scope.Allows(entry.Entity.CommuneId) || !Scope.Allows(original))
            {
                throw new CommuneWallException(entry.Metadata.ClrType.Name);
            }
        }
    }
}
