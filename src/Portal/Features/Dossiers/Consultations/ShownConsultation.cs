using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>What who is asked sees: the question, the démarche's name, and the pieces that were chosen. Nothing else of the dossier is read.</summary>
/// <param name="Consultation">The opinion.</param>
/// <param name="Commune">The commune that asks.</param>
/// <param name="Demarche">The name of the démarche.</param>
/// <param name="Pieces">The pieces.</param>
public sealed record ShownConsultation(Consultation Consultation, Commune Commune, string Demarche, IReadOnlyList<Piece> Pieces);

/// <summary>Reads opinions for those of whom they are asked.</summary>
public sealed class ShownConsultations(PortalDb db, CommuneDirectory directory, ConsultationCourriels courriels, TimeProvider time)
{
    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The opinion that a token opens in this commune, whatever became of it; null when there is none.</summary>
    public async Task<Consultation?> OfTokenAsync(string? token, CancellationToken cancellationToken) => ConsultationLinks.HashOf(token) is { } hash
        ? await db.Consultations.AsNoTracking()
            .Where(row => row.Courriel != null && db.ConsultationLiens.Any(link => link.Hash == hash && link.ConsultationId == row.Id))
            .FirstOrDefaultAsync(cancellationToken)
        : null;

    /// <summary>The opinion that an agent may give; null when it is not within reach.</summary>
    public Task<Consultation?> OfAgentAsync(Guid id, AgentAccess agent, CancellationToken cancellationToken) =>
        ConsultationReach.Of(agent).Narrow(db).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>What is shown of it while it is awaited.</summary>
    public async Task<ShownConsultation> ShowAsync(Consultation consultation, CancellationToken cancellationToken)
    {
        var dossier = await db.Dossiers.AsNoTracking().FirstAsync(row => row.Id == consultation.DossierId, cancellationToken);
        return new ShownConsultation(
            consultation, directory.Find(consultation.CommuneId)!, courriels.DemarcheOf(dossier), await PiecesOf(consultation).OrderBy(row => row.AddedAt).ToListAsync(cancellationToken));
    }

    /// <summary>The opinions that an agent is to give, the nearest day first.</summary>
    public async Task<IReadOnlyList<ShownConsultation>> AwaitedAsync(AgentAccess agent, int most, CancellationToken cancellationToken)
    {
        var rows = await ConsultationReach.Of(agent).Awaited(db).AsNoTracking()
            .Join(db.Dossiers, row => row.DossierId, dossier => dossier.Id, (row, dossier) => new { Consultation = row, Dossier = dossier })
            .OrderBy(row => row.Consultation.Due).ThenBy(row => row.Consultation.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new ShownConsultation(row.Consultation, directory.Find(row.Consultation.CommuneId)!, courriels.DemarcheOf(row.Dossier), []));
    }

    /// <summary>A piece of it; null when it was not chosen, or was taken away.</summary>
    public Task<Piece?> FindPieceAsync(Consultation consultation, Guid piece, CancellationToken cancellationToken) =>
        PiecesOf(consultation).FirstOrDefaultAsync(row => row.Id == piece, cancellationToken);

    private IQueryable<Piece> PiecesOf(Consultation consultation)
    {
        var (dossier, shown) = (consultation.DossierId, consultation.Pieces.ToList());
        return db.Pieces.AsNoTracking().Where(row => row.DossierId == dossier && row.Threat == null && shown.Contains(row.Id));
    }
}
