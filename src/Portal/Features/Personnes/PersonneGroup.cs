using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>Records that are shown as one: a record and those that were merged into it, near or far.</summary>
internal static class PersonneGroup
{
    /// <summary>All records of a group, that at its head first.</summary>
    public static async Task<IReadOnlyList<Personne>> ReadAsync(PortalDb db, Personne head, CancellationToken cancellationToken)
    {
        var all = new List<Personne> { head };
        var level = new List<Guid> { head.Id };
        while (level.Count > 0)
        {
            var into = level;
            var below = await db.Personnes.Where(row => row.CommuneId == head.CommuneId && row.MergedIntoId != null && into.Contains(row.MergedIntoId.Value))
                .OrderBy(row => row.Id).ToListAsync(cancellationToken);
            all.AddRange(below);
            level = below.ConvertAll(row => row.Id);
        }

        return all;
    }

    /// <summary>The record under which one is shown: itself, unless it was merged.</summary>
    public static async Task<Personne> HeadAsync(PortalDb db, Personne personne, CancellationToken cancellationToken)
    {
        while (personne.MergedIntoId is { } into)
        {
            personne = await db.Personnes.FirstAsync(row => row.CommuneId == personne.CommuneId && row.Id == into, cancellationToken);
        }

        return personne;
    }
}
