using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents.Verify;

/// <summary>What anyone who holds a paper may learn of it: nothing of the person but two letters.</summary>
public sealed record VerifiedPaper(
    string Code, DocumentKind Kind, string Title, DateTime EstablishedAt, int Pages, string Initials, DateTime? AnnulledAt, string Sha256, long Length)
{
    /// <summary>The paper of a code in the communes of the context, or null.</summary>
    public static Task<VerifiedPaper?> FindAsync(PortalDb db, string code, CancellationToken cancellationToken) => db.Papers
        .Where(row => row.Code == code)
        .Select(row => new VerifiedPaper(row.Code, row.Kind, row.Title, row.EstablishedAt, row.Pages, row.Initials, row.AnnulledAt, row.Sha256, row.Length))
        .FirstOrDefaultAsync(cancellationToken);
}
