using System.Text.Json;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Who wrote a démarche.</summary>
public enum DemarcheOrigin
{
    Beffroi,
    Syndicat,
    Commune
}

/// <summary>Where a démarche stands, for those who list it.</summary>
public enum DemarcheState
{
    /// <summary>Shipped with Beffroi.</summary>
    Livree,
    Publiee,
    /// <summary>Taken out of the catalogue: who has it keeps it.</summary>
    Retiree,
    /// <summary>Written since, or never published.</summary>
    Brouillon,
    /// <summary>On the commune's site.</summary>
    Adoptee,
    /// <summary>On the commune's site, outside of the days when it takes requests.</summary>
    HorsPeriode,
    /// <summary>The commune stays on its version by choice.</summary>
    Figee,
    /// <summary>Offered to the syndicate.</summary>
    Proposee
}

/// <summary>One démarche of a list.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Version">The version that is meant: the adopted one, or else the newest.</param>
/// <param name="Libelle">Its name.</param>
/// <param name="Famille">Its theme.</param>
/// <param name="Origin">Who wrote it.</param>
/// <param name="States">Where it stands.</param>
/// <param name="Newer">A newer version that the commune has not taken; null otherwise.</param>
public sealed record ListedDemarche(string Code, string Version, string Libelle, string Famille, DemarcheOrigin Origin, IReadOnlyList<DemarcheState> States, string? Newer = null);

/// <summary>Lists the catalogue of the syndicate, or what one commune adopted and wrote.</summary>
public sealed class DemarcheListing(PortalContexts contexts, DemarcheCatalogue catalogue, PublishedDemarches published, TimeProvider time)
{
    /// <summary>Every version that is shipped or that the syndicate published, and what it is writing.</summary>
    public async Task<IReadOnlyList<ListedDemarche>> OfCatalogueAsync(CancellationToken cancellationToken)
    {
        await published.RefreshAsync(cancellationToken);
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var drafts = (await LastStatesAsync(db, CommuneScope.SyndicatId, cancellationToken)).Where(last => last.PublishedAt is null);
        var versions = catalogue.VersionsOf(CommuneScope.SyndicatId).Select(known => Line(
            known.Definition, known.IsShipped ? DemarcheOrigin.Beffroi : DemarcheOrigin.Syndicat, [known.IsWithdrawn ? DemarcheState.Retiree : known.IsShipped ? DemarcheState.Livree : DemarcheState.Publiee]));
        return [.. versions.Concat(drafts.Select(last => Line(last, DemarcheOrigin.Syndicat, [DemarcheState.Brouillon]))).OrderBy(line => line.Code, StringComparer.Ordinal)];
    }

    /// <summary>What a commune adopted or wrote itself, one line a démarche.</summary>
    public async Task<IReadOnlyList<ListedDemarche>> OfCommuneAsync(Guid communeId, CancellationToken cancellationToken)
    {
        await published.RefreshAsync(cancellationToken);
        await using var db = contexts.Open(CommuneScope.One(communeId));
        var adopted = await db.DemarcheAdoptions.AsNoTracking().Where(row => row.CommuneId == communeId).ToDictionaryAsync(row => row.Code, StringComparer.Ordinal, cancellationToken);
        var own = (await LastStatesAsync(db, communeId, cancellationToken)).ToDictionary(last => last.Code, StringComparer.Ordinal);
        var offered = await db.DemarcheRevisions.Where(row => row.CommuneId == communeId && row.OfferedAt != null).Select(row => row.Code).Distinct().ToListAsync(cancellationToken);
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var lines = new List<ListedDemarche>();
        foreach (var code in adopted.Keys.Union(own.Keys).Order(StringComparer.Ordinal))
        {
            var (adoption, last, newest) = (adopted.GetValueOrDefault(code), own.GetValueOrDefault(code), catalogue.FindVersion(code));
            var states = new List<DemarcheState>();
            void Add(bool holds, DemarcheState state) => states.AddRange(holds ? [state] : []);
            Add(adoption is not null, DemarcheState.Adoptee);
            Add(adoption is not null && !LocalValues.Read(adoption.LocalValues).IsOpen(today), DemarcheState.HorsPeriode);
            Add(adoption is { Pinned: true }, DemarcheState.Figee);
            Add(last is not null && newest is not null, DemarcheState.Publiee);
            Add(last is { PublishedAt: null }, DemarcheState.Brouillon);
            Add(offered.Contains(code), DemarcheState.Proposee);
            if ((catalogue.FindVersion(code, adoption?.Version) ?? newest) is not { } version)
            {
                lines.AddRange(last is null ? [] : [Line(last, DemarcheOrigin.Commune, states)]);
                continue;
            }

            var origin = version.Owner == communeId ? DemarcheOrigin.Commune : version.IsShipped ? DemarcheOrigin.Beffroi : DemarcheOrigin.Syndicat;
            lines.Add(Line(version.Definition, origin, states) with { Newer = adoption is not null && newest is not null && newest.Definition.Version != adoption.Version ? newest.Definition.Version : null });
        }

        return lines;
    }

    private static async Task<List<DemarcheRevision>> LastStatesAsync(PortalDb db, Guid owner, CancellationToken cancellationToken) =>
        [.. (await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking().Where(row => row.CommuneId == owner).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken))
            .DistinctBy(row => row.Code, StringComparer.Ordinal)];

    private static ListedDemarche Line(DemarcheDefinition version, DemarcheOrigin origin, IReadOnlyList<DemarcheState> states) =>
        new(version.Code, version.Version, version.Libelle, version.Famille, origin, states);

    // A state that a later Beffroi wrote is still listed, without its theme.
    private static ListedDemarche Line(DemarcheRevision last, DemarcheOrigin origin, IReadOnlyList<DemarcheState> states)
    {
        try
        {
            return Line(DefinitionJson.Read(last.Definition), origin, states);
        }
        catch (JsonException)
        {
            return new(last.Code, last.Version, last.Libelle, "", origin, states);
        }
    }
}
