using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Taches;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>What a decision born by silence means for the usager.</summary>
/// <param name="Ground">The text that says so.</param>
/// <param name="Opposable">Whether the limits of appeal bind: a complete acknowledgement was sent, or none was due.</param>
/// <param name="AskedAt">When the attestation was asked for, UTC, while it is awaited.</param>
/// <param name="Attested">Whether an attestation that holds was given.</param>
public sealed record ToldSilence(string? Ground, bool Opposable, DateTime? AskedAt, bool Attested);

/// <summary>Reads for the usager what silence decided, and where the request was sent.</summary>
public sealed class HorlogeOfUsager(PortalDb db, DemarcheCatalogue catalogue, LegalDeadlines deadlines)
{
    /// <summary>What silence decided on a dossier.</summary>
    public async Task<ToldSilence> ReadAsync(Dossier dossier, CancellationToken cancellationToken)
    {
        var requests = await db.PieceRequests.Where(row => row.DossierId == dossier.Id).ToListAsync(cancellationToken);
        return new ToldSilence(
            catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion)?.Silence?.Ground,
            deadlines.Clock(dossier, requests).DelaisOpposables,
            await db.Taches.Where(row => row.DossierId == dossier.Id && row.Kind == TacheKind.EtablirAttestation && row.DoneAt == null)
                .Select(row => (DateTime?)row.CreatedAt).FirstOrDefaultAsync(cancellationToken),
            await db.Papers.AnyAsync(
                row => row.DossierId == dossier.Id && row.TemplateId == AttestationSilence.TemplateId && row.GivenAt != null && row.AnnulledAt == null, cancellationToken));
    }

    /// <summary>Where a dossier was sent, or null.</summary>
    public Task<Transfert?> TransfertAsync(Guid dossierId, CancellationToken cancellationToken) =>
        db.Transferts.FirstOrDefaultAsync(row => row.DossierId == dossierId, cancellationToken);
}
