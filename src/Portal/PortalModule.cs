using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Adresses.Find;
using Beffroi.Portal.Features.Adresses.Import;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Charge;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Demarches.Purge;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.Portal.Features.Dossiers.Presence;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Receipts;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Remontees;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Dossiers.Visites;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.Features.HorsLigne;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Purge;
using Beffroi.Portal.Features.Site;
using Beffroi.Portal.Features.Statistiques;
using Beffroi.Portal.Features.Statistiques.Temps;
using Beffroi.Portal.SignIn;
using Beffroi.Scheduler;
using Beffroi.Scheduler.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal;

/// <summary>The portal's only door: communes, public sites, démarches, dossiers and their jobs.</summary>
public static class PortalModule
{
    /// <summary>Adds the portal's services.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton(settings);
        AddData(services, settings.Database);

        services.AddSingleton<CommuneDirectory>();
        services.AddSingleton<AgentDirectory>();
        services.AddSingleton<InviteAgent>();
        services.AddSingleton<DescribeAgent>();
        services.AddSingleton<EndMembership>();
        services.AddSingleton<EndRoles>();
        services.AddSingleton<OwnDomains>();
        services.AddSignIn(settings);
        services.AddBureau();

        services.AddSingleton(_ => CommuneRegister.Load());
        services.AddSingleton(provider => new Lazy<CommuneRegister>(provider.GetRequiredService<CommuneRegister>));
        services.AddSingleton(_ => DemarcheCatalogue.Load());
        services.AddSingleton<PublishedDemarches>();
        services.AddSingleton<DemarcheListing>();
        services.AddSingleton<PublishDemarche>();
        services.AddSingleton<AdoptDemarche>();
        services.AddSingleton<DemarcheTallies>();
        services.AddSingleton<DemarcheFiles>();
        services.AddSingleton<DemarcheWaves>();
        services.AddSingleton<AddCommune>();
        services.AddSingleton<ImportAddresses>();
        services.AddSingleton<AddressBound>();
        services.AddScoped<FindAddresses>();
        services.AddSingleton<CarteStore>();
        services.AddScoped<CartePages>();

        services.AddSite();
        services.AddSingleton<LegalDeadlines>();
        services.AddSingleton<CourrielTemplates>();
        services.AddSingleton<DossierCourriels>();
        services.AddSingleton<DossierWork>();
        services.AddSingleton<FileDossier>();
        services.AddSingleton<QualifyDossier>();
        services.AddSingleton<AssignDossier>();
        services.AddSingleton<WriteToUsager>();
        services.AddSingleton<AskPieces>();
        services.AddSingleton<ReceivePieces>();
        services.AddSingleton<HandOverAcknowledgement>();
        services.AddSingleton<DecideDossier>();
        services.AddSingleton<DeliverDossier>();
        services.AddSingleton<AnnouncePickup>();
        services.AddSingleton<ContestMandat>();
        services.AddSingleton<FollowJoined>();
        services.AddSingleton<JoinDossier>();
        services.AddSingleton<SplitDossier>();
        services.AddSingleton<FusionDesk>();
        services.AddSingleton<LearnCommune>();
        services.AddSingleton<ReadSuggestions>();
        services.AddSingleton<RequestAttestation>();
        services.AddSingleton<TransferDossier>();
        services.AddScoped<HorlogeOfUsager>();
        services.AddSingleton<AvisLinks>();
        services.AddSingleton<GiveSatisfaction>();
        services.AddSingleton<DoTache>();
        services.AddSingleton<AskSousTache>();
        services.AddSingleton<HandUp>();
        services.AddSingleton<AddVisite>();
        services.AddSingleton<ConsultationCourriels>();
        services.AddSingleton<AskConsultation>();
        services.AddSingleton<GiveUpConsultation>();
        services.AddSingleton<AnswerConsultation>();
        services.AddScoped<ShownConsultations>();
        services.AddSingleton<KeepObjectif>();
        services.AddSingleton<SuspendObjectif>();
        services.AddSingleton<NoteAbsence>();
        services.AddSingleton<ReadCharge>();
        services.AddSingleton<AnswerAsUsager>();
        services.AddSingleton<VerifyLog>();
        services.AddSingleton<FileStore>();
        services.AddSingleton(provider => new Clamd(settings.Antivirus, provider.GetRequiredService<ILogger<Clamd>>()));
        services.AddSingleton<Quarantine>();
        services.AddSingleton<PieceIntake>();
        services.AddSingleton<PurgeFiles>();

        services.AddPersonnes();
        services.AddConnaissances();
        services.AddHorsLigne();
        services.AddScoped<OfferedDemarches>();
        services.AddScoped<AccountAnswers>();
        services.AddScoped<Journeys>();
        services.AddSingleton<DraftStarts>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<FormUploads>();
        services.AddSingleton<PageFilesIntake>();
        services.AddSingleton<SavePage>();
        services.AddSingleton<SaveMandat>();
        services.AddSingleton<ResumeDraft>();
        services.AddSingleton<DossierReceipts>();
        services.AddSingleton<FollowCookie>();
        services.AddSingleton<CodeAttempts>();
        services.AddScoped<FollowedDossiers>();
        services.AddSingleton<AttachDossier>();

        services.AddSingleton<WritePaper>();
        services.AddSingleton<EstablishPaper>();
        services.AddSingleton<AnnulPaper>();
        services.AddScoped<PaperDesk>();
        services.AddScoped<UsagerPapers>();

        services.AddSingleton<CourrielNudge>();
        services.AddSingleton<AccountOutbox>();
        services.AddScheduledJob<SendCourriels>();
        services.AddScheduledJob<SendLegalReceipts>();
        services.AddScheduledJob<RecordImpliedDecisions>();
        services.AddScheduledJob<RaiseAlarms>();
        services.AddScheduledJob<RemindConsultations>();
        services.AddScheduledJob<RemindObjectifs>();
        services.AddScheduledJob<PurgeDrafts>();
        services.AddScheduledJob<PurgePersonnes>();
        services.AddScheduledJob<RunWaves>();
        services.AddScheduledJob<ScanPieces>();
        services.AddStatistics();
        services.AddScheduledJob<FoldSearch>();
        services.AddScheduledJob<IndexDossiers>();
        services.AddScheduledJob<LearnSuggestions>();
        return services;
    }

    /// <summary>Maps the end points that are not pages.</summary>
    public static void MapPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSignIn();
        endpoints.MapReceipts();
        endpoints.MapFollow();
        endpoints.MapAttestation();
        endpoints.MapUploads();
        endpoints.MapSite();
        endpoints.MapAddresses();
        endpoints.MapCartes();
        endpoints.MapDossierPieces();
        endpoints.MapAcknowledgement();
        endpoints.MapConsultations();
        endpoints.MapPapers();
        endpoints.MapStatistics();
        endpoints.MapTimeSheets();
        endpoints.MapNewDossiers();
        endpoints.MapPresence();
        endpoints.MapModeles();
        endpoints.MapHorsLigne();
    }

    /// <summary>Brings the database to the current schema.</summary>
    public static async Task MigratePortalAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        await db.BringToDateAsync(services.GetRequiredService<PortalSettings>().Database, PgPortal.Schema, cancellationToken);
        await SearchSchema.EnsureAsync(db, cancellationToken);
        if (db is PgPortal postgres)
        {
            await PgRowSecurity.EnsureAsync(postgres, cancellationToken);
        }
    }

    /// <summary>Makes the model of the portal's database, which takes longest of all that a start does, while nothing else needs it yet; every context finds it made.</summary>
    /// <returns>The model; null on PostgreSQL, where it is made with the first context.</returns>
    public static Task<IModel?> MakePortalModelAsync(DatabaseSettings database) => database.Kind == DatabaseKind.Sqlite
        ? Task.Run(IModel? () =>
        {
            // The order of options is part of what they are: the application's begin with those of every engine.
            var options = new DbContextOptionsBuilder<SqlitePortal>().EnableDetailedErrors(false);
            database.Configure(options, PgPortal.Schema);
            using var db = new SqlitePortal(options.Options);
            return db.Model;
        })
        : Task.FromResult<IModel?>(null);

    private static void AddData(IServiceCollection services, DatabaseSettings database)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            services.AddPooledDbContextFactory<SqlitePortal>(options => database.Configure(options, PgPortal.Schema));
            services.AddSingleton<PortalWrites, SqliteWrites>();
        }
        else
        {
            services.AddPooledDbContextFactory<PgPortal>(options =>
            {
                database.Configure(options, PgPortal.Schema);
                options.AddInterceptors(new PgScopeInterceptor());
            });
            services.AddSingleton<PortalWrites, PgWrites>();
        }

        services.AddSingleton<PortalContexts>();
        services.AddScoped<CurrentScope>();
        services.AddScoped(provider => provider.GetRequiredService<PortalContexts>().Open(provider.GetRequiredService<CurrentScope>().Value));
    }
}
