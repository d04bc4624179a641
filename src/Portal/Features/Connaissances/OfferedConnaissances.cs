using Beffroi.Portal.Data;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>The texts that agents of a commune have at hand for a démarche, the commune's own first.</summary>
/// <param name="Modeles">The templates of answers.</param>
/// <param name="Consignes">What to know.</param>
/// <param name="Today">Today, in legal time.</param>
public sealed record ConnaissanceOffer(IReadOnlyList<Connaissance> Modeles, IReadOnlyList<Connaissance> Consignes, DateOnly Today)
{
    /// <summary>A template of them; null when it is not offered here.</summary>
    public Connaissance? Find(Guid? id) => Modeles.FirstOrDefault(row => row.Id == id);

    /// <summary>How many of the commune's own should have been read again.</summary>
    public int Overdue => Modeles.Concat(Consignes).Count(row => !row.IsOfSyndicat && row.IsOverdue(Today));
}

/// <summary>Reads the texts of a commune and those of the syndicate, and of nobody else.</summary>
public sealed class OfferedConnaissances(PortalContexts contexts, TimeProvider time)
{
    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The texts for a démarche of a commune.</summary>
    public async Task<ConnaissanceOffer> ReadAsync(Guid communeId, string demarcheCode, CancellationToken cancellationToken)
    {
        List<Connaissance> rows = [.. await OfAsync(communeId, demarcheCode, cancellationToken), .. await OfAsync(CommuneScope.SyndicatId, demarcheCode, cancellationToken)];
        return new ConnaissanceOffer(
            [.. rows.Where(row => row.Genre == ConnaissanceGenre.Modele)],
            [.. rows.Where(row => row.Genre == ConnaissanceGenre.Consigne)],
            Today);
    }

    /// <summary>All the texts of one owner, those to read again first.</summary>
    public async Task<IReadOnlyList<Connaissance>> AllOfAsync(Guid owner, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(owner));
        var rows = await db.Connaissances.AsNoTracking().Where(row => row.CommuneId == owner).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.IsOverdue(Today)).ThenBy(row => row.Titre, StringComparer.CurrentCulture)];
    }

    /// <summary>One text of an owner; null when the owner has none of that key.</summary>
    public async Task<Connaissance?> FindAsync(Guid owner, Guid id, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(owner));
        return await db.Connaissances.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == owner && row.Id == id, cancellationToken);
    }

    private async Task<List<Connaissance>> OfAsync(Guid owner, string demarcheCode, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.One(owner));
        return await db.Connaissances.AsNoTracking()
            .Where(row => row.CommuneId == owner && (row.DemarcheCode == null || row.DemarcheCode == demarcheCode))
            .OrderBy(row => row.DemarcheCode == null).ThenBy(row => row.Titre)
            .ToListAsync(cancellationToken);
    }
}
