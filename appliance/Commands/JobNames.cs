using Beffroi.Appliance.Backups;
using Beffroi.Identity.Issuer;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Demarches.Purge;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Personnes.Purge;
using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.Portal.Features.Statistiques.Rapport;

namespace Beffroi.Appliance.Commands;

/// <summary>The jobs that the shell proposes, without opening what the catalogue of the appliance needs.</summary>
internal static class JobNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        SendCourriels.Name, SendLegalReceipts.Name, RecordImpliedDecisions.Name, RaiseAlarms.Name, RemindConsultations.Name, RemindObjectifs.Name, PurgeDrafts.Name, PurgePersonnes.Name, RunWaves.Name, ScanPieces.Name,
        FoldSearch.Name, IndexDossiers.Name, LearnSuggestions.Name, CountDossiers.Name, CompareCommunes.Name, SendMonthlyReports.Name, PruneTokens.Name, NightlyBackup.Name, RestoreDrill.Name,
    ];
}
