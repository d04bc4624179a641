using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Lots;

/// <summary>What the inbox says of a change to several dossiers that the agent just made or took back.</summary>
/// <param name="LotId">The change.</param>
/// <param name="Title">What was done.</param>
/// <param name="MayUndo">Whether it can be taken back.</param>
public sealed record BulkNotice(Guid LotId, string Title, bool MayUndo)
{
    /// <summary>Reads it; null when the agent made no such change.</summary>
    public static async Task<BulkNotice?> ReadAsync(PortalDb db, AgentAccess agent, Guid lotId, CancellationToken cancellationToken)
    {
        var me = agent.Sub;
        var parts = await db.BulkChanges.Where(row => row.LotId == lotId && row.AgentId == me).ToListAsync(cancellationToken);
        if (parts.Count == 0)
        {
            return null;
        }

        var undone = parts.Count(part => part.UndoneAt is not null);
        return undone > 0
            ? new BulkNotice(lotId, $"{French.Count(undone, "demande")} {French.Plural(undone, "remise comme avant", "remises comme avant")}", false)
            : new BulkNotice(lotId, $"{French.Count(parts.Count, "demande")} {await WordsAsync(db, parts[0], parts.Count, cancellationToken)}", true);
    }

    private static async Task<string> WordsAsync(PortalDb db, BulkChange part, int count, CancellationToken cancellationToken)
    {
        switch (part.Kind)
        {
            case BulkKind.Priorite:
                return $"{French.Plural(count, "passée")} en priorité " + BureauWords.Of(Enum.Parse<Priority>(part.After)).ToLowerInvariant();
            case BulkKind.Agent:
                var id = Guid.Parse(part.After);
                return $"{French.Plural(count, "confiée")} à {await db.Agents.Where(row => row.Id == id).Select(row => row.Nom).FirstOrDefaultAsync(cancellationToken)}";
            default:
                var service = Guid.Parse(part.After);
                return $"{French.Plural(count, "donnée")} au service «\u00a0{await db.Services.Where(row => row.Id == service).Select(row => row.Nom).FirstOrDefaultAsync(cancellationToken)}\u00a0»";
        }
    }
}
