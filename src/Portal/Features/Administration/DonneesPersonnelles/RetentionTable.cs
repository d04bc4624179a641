using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>How long the dossiers of a démarche are kept, and how many have reached that time.</summary>
/// <param name="Libelle">The démarche.</param>
/// <param name="Rule">The rule of the version that the commune offers; null when the démarche is known no more.</param>
/// <param name="Offered">Whether the commune still offers it.</param>
/// <param name="Closed">Dossiers that are ended.</param>
/// <param name="Reached">Of these, those whose time of use is over.</param>
public sealed record RetentionLine(string Libelle, RetentionRule? Rule, bool Offered, int Closed, int Reached);

/// <summary>Counts the ended dossiers whose time of administrative use (DUA) is over; deletes nothing.</summary>
public sealed class RetentionTable(RegisterReading register, DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>One line a démarche that the commune offers or still holds ended dossiers of.</summary>
    public async Task<IReadOnlyList<RetentionLine>> ReadAsync(PortalDb db, Guid communeId, CancellationToken cancellationToken)
    {
        var offered = await register.OfferedAsync(db, communeId, cancellationToken);
        var codes = offered.Select(demarche => demarche.Code).ToHashSet(StringComparer.Ordinal);
        var known = offered.Concat(catalogue.NewestFor(communeId).Where(demarche => !codes.Contains(demarche.Code))).ToList();
        var counts = await CountAsync(db, communeId, known, cancellationToken);
        var lines = known.Where(demarche => codes.Contains(demarche.Code) || counts.ContainsKey(demarche.Code))
            .Select(demarche => counts.GetValueOrDefault(demarche.Code) is var count
                ? new RetentionLine(French.Typography(demarche.Libelle), demarche.Retention, codes.Contains(demarche.Code), count?.Closed ?? 0, count?.Reached ?? 0)
                : null!);
        var unknown = counts.Values.Where(count => known.TrueForAll(demarche => demarche.Code != count.Code)).Select(count => new RetentionLine(count.Code, null, false, count.Closed, 0));
        return [.. lines.Concat(unknown)];
    }

    // One grouped query for each delay in use, joined into one: a dozen delays, however many dossiers.
    private async Task<Dictionary<string, RetentionCount>> CountAsync(PortalDb db, Guid communeId, List<DemarcheDefinition> known, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ended = db.Dossiers.Where(row => row.CommuneId == communeId && row.ClosedAt != null);
        var all = known.ConvertAll(demarche => demarche.Code);
        var query = ended.Where(row => !all.Contains(row.DemarcheCode))
            .GroupBy(row => row.DemarcheCode)
            .Select(group => new RetentionCount { Code = group.Key, Closed = group.Count(), Reached = 0 });
        foreach (var delay in known.GroupBy(demarche => demarche.Retention?.DuaMonths))
        {
            var codes = delay.Select(demarche => demarche.Code).ToList();
            var limit = delay.Key is { } months ? now.AddMonths(-months) : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
            query = query.Concat(ended.Where(row => codes.Contains(row.DemarcheCode))
                .GroupBy(row => row.DemarcheCode)
                .Select(group => new RetentionCount { Code = group.Key, Closed = group.Count(), Reached = group.Count(row => row.ClosedAt <= limit) }));
        }

        return await query.ToDictionaryAsync(count => count.Code, StringComparer.Ordinal, cancellationToken);
    }
}

/// <summary>The dossiers of a démarche that are ended, and those whose time is over.</summary>
public sealed class RetentionCount
{
    public required string Code { get; init; }
    public required int Closed { get; init; }
    public required int Reached { get; init; }
}

/// <summary>The words of retention.</summary>
public static class RetentionWords
{
    /// <summary>A time in months, in years when it is whole.</summary>
    public static string Months(int months) => months >= 24 && months % 12 == 0 ? French.Count(months / 12, "an") : $"{months}\u00a0mois";

    /// <summary>The final fate (code du patrimoine, article L212-2 and following).</summary>
    public static string Of(FinalFate fate) => fate switch
    {
        FinalFate.Elimination => "élimination, avec le visa des archives départementales",
        FinalFate.Tri => "tri avec les archives départementales",
        _ => "versement aux archives et conservation définitive",
    };

    /// <summary>How sure a statement is.</summary>
    public static string Of(Certainty certainty) => certainty switch
    {
        Certainty.V => "texte lu",
        Certainty.S => "source de seconde main",
        _ => "à confirmer par un juriste",
    };
}
