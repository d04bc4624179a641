using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes.Find;

/// <summary>A record that may be of the person who is described.</summary>
/// <param name="Personne">The record at the head of its group.</param>
/// <param name="Degree">How sure it is.</param>
/// <param name="OwnId">The record itself, which stays the same when a merge is undone.</param>
public sealed record Lookalike(Personne Personne, Ressemblance Degree, Guid OwnId);

/// <summary>Finds the records of a commune that look like a description, by their whole keys: each is one seek of an index.</summary>
internal static class Lookalikes
{
    /// <summary>The most records that are compared.</summary>
    public const int Most = 60;

    /// <summary>The likest first, then the oldest.</summary>
    public static async Task<IReadOnlyList<Lookalike>> FindAsync(
        PortalDb db, Guid communeId, Signalement described, CancellationToken cancellationToken)
    {
        IQueryable<Guid>? query = null;
        foreach (var (kind, value) in described.Whole())
        {
            var part = db.PersonneKeys.Where(key => key.CommuneId == communeId && key.Kind == kind && key.Value == value).Select(key => key.PersonneId);
            query = query is null ? part : query.Union(part);
        }

        if (query is null)
        {
            return [];
        }

        var ids = await query.Take(Most).ToListAsync(cancellationToken);
        var found = new Dictionary<Guid, Lookalike>();
        foreach (var personne in await db.Personnes.Where(row => row.CommuneId == communeId && ids.Contains(row.Id)).ToListAsync(cancellationToken))
        {
            var degree = Signalement.Of(personne).With(described);
            var head = await PersonneGroup.HeadAsync(db, personne, cancellationToken);
            if (degree > (found.GetValueOrDefault(head.Id)?.Degree ?? Ressemblance.Aucune))
            {
                found[head.Id] = new Lookalike(head, degree, personne.Id);
            }
        }

        return [.. found.Values.OrderByDescending(row => row.Degree).ThenBy(row => row.Personne.Id)];
    }
}
