using Beffroi.Appliance.Backups;
using Beffroi.Identity.Issuer;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Features.Demarches.Purge;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Dossiers.Recherche;

namespace Beffroi.Appliance.Commands;

/// <summary>The jobs that the shell proposes, without opening what the catalogue of the appliance needs.</summary>
internal static class JobNames
{
    public static IReadOnlyList<string> All { get; } =
        [SendCourriels.Name, SendLegalReceipts.Name, PurgeDrafts.Name, RunWaves.Name, ScanPieces.Name, FoldSearch.Name, IndexDossiers.Name, PruneTokens.Name, NightlyBackup.Name, RestoreDrill.Name];
}
