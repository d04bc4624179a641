using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>A text in a list.</summary>
/// <param name="Row">The text.</param>
/// <param name="Demarche">The name of the démarche; null for all.</param>
/// <param name="Uses">In how many dossiers it served: those of the commune, or of all for the syndicate.</param>
public sealed record ConnaissanceLine(Connaissance Row, string? Demarche, int Uses)
{
    /// <summary>Whether the text of the syndicate changed since the commune compared it with its own.</summary>
    public bool SourceChanged { get; init; }

    /// <summary>Whether it was adapted from a text that the syndicate has taken away since.</summary>
    public bool SourceGone { get; init; }

    /// <summary>The commune's own text that was adapted from this one of the syndicate.</summary>
    public Guid? AdaptedAs { get; init; }
}

/// <summary>The texts of a commune and those of the syndicate beside them.</summary>
public sealed record CommuneConnaissances(IReadOnlyList<ConnaissanceLine> Own, IReadOnlyList<ConnaissanceLine> OfSyndicat);

/// <summary>Reads the lists of texts with their counts.</summary>
public sealed class ConnaissanceLists(PortalContexts contexts, OfferedConnaissances offered, DemarcheCatalogue catalogue)
{
    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => offered.Today;

    /// <summary>The texts of the syndicate, with totals over all communes and nothing of any one.</summary>
    public async Task<IReadOnlyList<ConnaissanceLine>> OfSyndicatAsync(CancellationToken cancellationToken)
    {
        var rows = await offered.AllOfAsync(CommuneScope.SyndicatId, cancellationToken);
        var ids = rows.Select(row => row.Id).ToArray();
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var uses = await db.ConnaissanceTallies.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(row => ids.Contains(row.ConnaissanceId))
            .GroupBy(row => row.ConnaissanceId)
            .Select(group => new { group.Key, Uses = group.Sum(row => row.Uses) })
            .ToDictionaryAsync(group => group.Key, group => group.Uses, cancellationToken);
        return [.. rows.Select(row => LineOf(row, uses))];
    }

    /// <summary>How many texts of the syndicate should have been read again.</summary>
    public async Task<int> OverdueOfSyndicatAsync(CancellationToken cancellationToken)
    {
        var today = offered.Today;
        await using var db = contexts.Open(CommuneScope.One(CommuneScope.SyndicatId));
        return await db.Connaissances.CountAsync(row => row.CommuneId == CommuneScope.SyndicatId && row.ARelireLe <= today, cancellationToken);
    }

    /// <summary>The texts of a commune and of the syndicate, with the counts of the commune.</summary>
    public async Task<CommuneConnaissances> OfCommuneAsync(Guid communeId, CancellationToken cancellationToken)
    {
        var own = await offered.AllOfAsync(communeId, cancellationToken);
        var syndicat = await offered.AllOfAsync(CommuneScope.SyndicatId, cancellationToken);
        await using var db = contexts.Open(CommuneScope.One(communeId));
        var uses = await db.ConnaissanceTallies.Where(row => row.CommuneId == communeId).ToDictionaryAsync(row => row.ConnaissanceId, row => row.Uses, cancellationToken);
        return new CommuneConnaissances(
            [.. own.Select(row => LineOf(row, uses) with
            {
                SourceChanged = syndicat.Any(source => source.Id == row.SourceId && source.TexteAt != row.SourceTexteAt),
                SourceGone = row.SourceId is not null && syndicat.All(source => source.Id != row.SourceId),
            })],
            [.. syndicat.Select(row => LineOf(row, uses) with { AdaptedAs = own.FirstOrDefault(adapted => adapted.SourceId == row.Id)?.Id })]);
    }

    /// <summary>The démarches that an owner may write about.</summary>
    public IReadOnlyList<Choice> DemarchesOf(Guid owner) =>
        [.. catalogue.NewestFor(owner).OrderBy(row => row.Libelle, StringComparer.CurrentCulture).Select(row => new Choice(row.Code, French.Typography(row.Libelle)))];

    private ConnaissanceLine LineOf(Connaissance row, Dictionary<Guid, int> uses) =>
        new(row, row.DemarcheCode is { } code ? catalogue.Find(code)?.Libelle ?? code : null, uses.GetValueOrDefault(row.Id));
}
