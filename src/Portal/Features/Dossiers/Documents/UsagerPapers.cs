using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>The papers that a usager may have: those that were given, and those to bring to the town hall.</summary>
public sealed class UsagerPapers(PortalDb db, WritePaper write)
{
    /// <summary>The papers that were given, oldest first, annulled ones included.</summary>
    public Task<List<Paper>> GivenAsync(Guid dossierId, CancellationToken cancellationToken) => db.Papers
        .Where(row => row.DossierId == dossierId && row.GivenAt != null)
        .OrderBy(row => row.EstablishedAt)
        .ToListAsync(cancellationToken);

    /// <summary>The papers to print and to bring, while the request is open.</summary>
    public IReadOnlyList<DocumentTemplate> ToBring(Dossier dossier) =>
        dossier.IsClosed ? [] : [.. write.TemplatesOf(dossier).Where(template => template.Kind is DocumentKind.Preparation)];

    /// <summary>The file of a paper that was given, or null.</summary>
    public Task<Piece?> FindFileAsync(Guid dossierId, Guid paperId, CancellationToken cancellationToken) => db.Pieces
        .Where(row => row.DossierId == dossierId && row.Threat == null
            && db.Papers.Any(paper => paper.Id == paperId && paper.DossierId == dossierId && paper.PieceId == row.Id && paper.GivenAt != null))
        .FirstOrDefaultAsync(cancellationToken);
}
