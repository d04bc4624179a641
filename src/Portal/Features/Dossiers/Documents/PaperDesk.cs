using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>What the agents' screens read of papers, inside the agent's communes.</summary>
public sealed class PaperDesk(PortalDb db, WritePaper write)
{
    /// <summary>A dossier by its number, or null.</summary>
    public Task<Dossier?> FindAsync(string numero, CancellationToken cancellationToken) =>
        numero.Length > 16 ? Task.FromResult<Dossier?>(null) : db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, cancellationToken);

    /// <summary>The papers of a dossier, the newest first.</summary>
    public Task<List<Paper>> PapersAsync(Guid dossierId, CancellationToken cancellationToken) => db.Papers.AsNoTracking()
        .Where(row => row.DossierId == dossierId)
        .OrderByDescending(row => row.EstablishedAt)
        .ToListAsync(cancellationToken);

    /// <summary>The papers of a dossier that a decision or a delivery may give.</summary>
    public Task<List<Paper>> WaitingAsync(Guid dossierId, CancellationToken cancellationToken) => db.Papers.AsNoTracking()
        .Where(row => row.DossierId == dossierId && row.GivenAt == null && row.AnnulledAt == null)
        .OrderBy(row => row.EstablishedAt)
        .ToListAsync(cancellationToken);

    /// <summary>The templates that an agent may establish now, and those that the usager brings.</summary>
    public (IReadOnlyList<DocumentTemplate> Establish, IReadOnlyList<DocumentTemplate> ToBring) TemplatesFor(Dossier dossier, AgentAccess agent)
    {
        if (!agent.MayWork(dossier.CommuneId))
        {
            return ([], []);
        }

        var all = write.TemplatesOf(dossier);
        return (
            [.. all.Where(template => (!dossier.IsClosed || template.Id == AttestationSilence.TemplateId) && template.Kind is not DocumentKind.Preparation && EstablishPaper.May(agent, dossier.CommuneId, template.Kind))],
            [.. all.Where(template => template.Kind is DocumentKind.Preparation)]);
    }
}
