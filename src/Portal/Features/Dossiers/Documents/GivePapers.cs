using Beffroi.Portal.Features.Demarches.Definition;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Gives papers of a dossier to the usager, with a decision or a delivery.</summary>
internal static class GivePapers
{
    /// <summary>Gives those that were chosen, and puts their files beside the message that goes with them when there is one.</summary>
    /// <exception cref="DossierRuleException">One is not of this dossier, is annulled, or is a refusal where the answer is favourable.</exception>
    public static async Task<IReadOnlyList<Paper>> RunAsync(DossierContext context, IReadOnlyCollection<Guid> chosen, Guid? messageId = null)
    {
        if (chosen.Count == 0)
        {
            return [];
        }

        var wanted = chosen.Distinct().ToList();
        var papers = await context.Db.Papers
            .Where(row => row.DossierId == context.Dossier.Id && wanted.Contains(row.Id))
            .OrderBy(row => row.EstablishedAt)
            .ToListAsync(context.CancellationToken);
        if (papers.Count != wanted.Count)
        {
            throw new DossierRuleException("Un document choisi n’est pas dans ce dossier. Rechargez la page, puis choisissez de nouveau.");
        }

        if (context.Dossier.Outcome is Outcome.Favorable && papers.Find(paper => paper.Kind is DocumentKind.Refus) is { } refusal)
        {
            throw new DossierRuleException($"«\u00a0{refusal.Title}\u00a0» est un refus\u00a0: il ne se donne pas avec une réponse favorable. Décochez-le, ou annulez-le.");
        }

        var files = papers.ConvertAll(paper => paper.PieceId);
        papers.ForEach(paper => paper.Give(context.Now));
        if (messageId is not null)
        {
            await context.Db.Pieces.Where(row => files.Contains(row.Id)).ForEachAsync(piece => piece.MessageId = messageId, context.CancellationToken);
        }

        return papers;
    }
}
