using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Console.Demarches;

/// <summary>A démarche of the catalogue with the communes that have it.</summary>
/// <param name="Newest">The newest version.</param>
/// <param name="Communes">The communes that offer it.</param>
/// <param name="Behind">Those that are on another version and follow roll-outs.</param>
/// <param name="Pinned">Those that chose to stay on theirs.</param>
/// <param name="MayGoOut">Whether its newest version can be rolled out: some are behind, and no roll-out is under way.</param>
public sealed record CatalogueLine(DemarcheDefinition Newest, int Communes, int Behind, int Pinned, bool MayGoOut);

/// <summary>A roll-out.</summary>
/// <param name="Wave">How far it is.</param>
/// <param name="Libelle">The démarche.</param>
/// <param name="Left">Communes that have not taken the version yet.</param>
/// <param name="Sent">Pages of the version that usagers sent since the day it began.</param>
/// <param name="Refused">Those that came back to be mended.</param>
public sealed record WaveLine(DemarcheWave Wave, string Libelle, int Left, int Sent, int Refused)
{
    /// <summary>Whether it can be held, gone on with or ended.</summary>
    public bool IsOpen => Wave.State is WaveState.EnCours or WaveState.EnPause;
}

/// <summary>A démarche that a commune wrote and offers to the others.</summary>
public sealed record OfferLine(Guid Id, string Libelle, string Commune, string Version, DateTime OfferedAt);

/// <summary>The syndicate's catalogue: démarches, roll-outs under way and the last ones, offers.</summary>
public sealed record CatalogueFigures(IReadOnlyList<CatalogueLine> Demarches, IReadOnlyList<WaveLine> Waves, IReadOnlyList<OfferLine> Offers);

/// <summary>Reads the catalogue over all communes, in numbers only.</summary>
public sealed class CatalogueReading(PortalContexts contexts, DemarcheCatalogue catalogue, PublishedDemarches published, CommuneDirectory directory)
{
    private const int ShownEnded = 5;

    /// <summary>Reads it.</summary>
    public async Task<CatalogueFigures> ReadAsync(CancellationToken cancellationToken)
    {
        await published.LookAsync(cancellationToken);
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var adopted = await db.DemarcheAdoptions.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .GroupBy(row => new { row.Code, row.Version, row.Pinned })
            .Select(group => new Adopted(group.Key.Code, group.Key.Version, group.Key.Pinned, group.Count()))
            .ToListAsync(cancellationToken);
        var open = await db.DemarcheWaves.AsNoTracking().Where(row => row.State == WaveState.EnCours || row.State == WaveState.EnPause).OrderBy(row => row.StartedAt).ToListAsync(cancellationToken);
        var ended = await db.DemarcheWaves.AsNoTracking().Where(row => row.State == WaveState.Terminee || row.State == WaveState.Arretee)
            .OrderByDescending(row => row.StartedAt).Take(ShownEnded).ToListAsync(cancellationToken);
        var codes = open.Select(wave => wave.Code).ToHashSet(StringComparer.Ordinal);
        var waves = new List<WaveLine>();
        foreach (var wave in open.Concat(ended))
        {
            waves.Add(await LineAsync(db, wave, adopted, cancellationToken));
        }

        return new CatalogueFigures(
            [.. catalogue.Newest.Select(newest => LineOf(newest, adopted, codes)).OrderByDescending(line => line.MayGoOut).ThenBy(line => line.Newest.Libelle, StringComparer.CurrentCulture)],
            waves,
            await OffersAsync(db, cancellationToken));
    }

    /// <summary>What a commune offers, with its definition; null when it does not, or was taken over.</summary>
    public async Task<(OfferLine Line, DemarcheDefinition Definition)?> FindOfferAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        return (await OffersAsync(db, cancellationToken)).FirstOrDefault(offer => offer.Id == id) is { } line
            && await db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.Id == id).Select(row => row.Definition).FirstOrDefaultAsync(cancellationToken) is { } json
                ? (line, DefinitionJson.Read(json)) : null;
    }

    private static CatalogueLine LineOf(DemarcheDefinition newest, List<Adopted> adopted, HashSet<string> goingOut)
    {
        var rows = adopted.Where(row => row.Code == newest.Code).ToList();
        var behind = rows.Where(row => row.Version != newest.Version && !row.Pinned).Sum(row => row.Count);
        return new CatalogueLine(
            newest, rows.Sum(row => row.Count), behind, rows.Where(row => row.Version != newest.Version && row.Pinned).Sum(row => row.Count), behind > 0 && !goingOut.Contains(newest.Code));
    }

    private async Task<WaveLine> LineAsync(PortalDb db, DemarcheWave wave, List<Adopted> adopted, CancellationToken cancellationToken)
    {
        var since = FrenchDates.DayOf(wave.StartedAt);
        var tallies = await db.DemarcheTallies.AsNoTracking().Where(row => row.Code == wave.Code && row.Version == wave.Version && row.Day >= since).ToListAsync(cancellationToken);
        return new WaveLine(
            wave,
            catalogue.Find(wave.Code, wave.Version)?.Libelle ?? wave.Code,
            adopted.Where(row => row.Code == wave.Code && row.Version != wave.Version && !row.Pinned).Sum(row => row.Count),
            tallies.Sum(row => row.Sent),
            tallies.Sum(row => row.Refused));
    }

    private async Task<List<OfferLine>> OffersAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var revisions = db.DemarcheRevisions.IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking();
        var taken = await revisions.Where(row => row.CommuneId == CommuneScope.SyndicatId && row.PublishedAt != null && row.Origine != null).Select(row => row.Origine).ToListAsync(cancellationToken);
        var offered = await revisions.Where(row => row.OfferedAt != null && row.WithdrawnAt == null)
            .OrderBy(row => row.OfferedAt)
            .Select(row => new { row.Id, row.Libelle, row.CommuneId, row.Version, row.OfferedAt })
            .ToListAsync(cancellationToken);
        return [.. offered.Where(row => !taken.Contains(TakeOver.OriginOf(row.Id)))
            .Select(row => new OfferLine(row.Id, row.Libelle, directory.Find(row.CommuneId)?.Nom ?? "Commune retirée", row.Version, row.OfferedAt!.Value))];
    }

    private sealed record Adopted(string Code, string Version, bool Pinned, int Count);
}
