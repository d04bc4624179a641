using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Site;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>The roll-outs of new versions; one whose version makes usagers stumble more than the versions before is held.</summary>
public sealed class DemarcheWaves(PortalWrites writes, DemarcheCatalogue catalogue, PublishedDemarches published, SiteCache cache, TimeProvider time)
{
    private const int EnoughPages = 20;
    private const double Worse = 1.5;

    /// <summary>Begins a roll-out.</summary>
    /// <param name="code">The démarche.</param>
    /// <param name="version">The version.</param>
    /// <param name="step">How many communes take it every ten minutes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DemarcheRuleException">The version is not the syndicate's, or another roll-out of the démarche is under way.</exception>
    public async Task<Guid> BeginAsync(string code, string version, int step, CancellationToken cancellationToken)
    {
        if (catalogue.FindVersion(code, version) is not { Owner: var owner, IsWithdrawn: false } || owner != CommuneScope.SyndicatId)
        {
            throw new DemarcheRuleException($"La version {version} de {code} n’est pas une version publiée du syndicat.");
        }

        if (step is < 1 or > 5000)
        {
            throw new DemarcheRuleException("Choisissez de 1 à 5 000 communes par étape.");
        }

        return await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                if (await db.DemarcheWaves.AnyAsync(row => row.Code == code && (row.State == WaveState.EnCours || row.State == WaveState.EnPause), token))
                {
                    throw new DemarcheRuleException("Une diffusion de cette démarche est déjà en cours. Arrêtez-la d’abord.");
                }

                var now = time.GetUtcNow();
                var wave = new DemarcheWave { Id = Guid.CreateVersion7(now), Code = code, Version = version, Step = step, StartedAt = now.UtcDateTime, State = WaveState.EnCours };
                db.DemarcheWaves.Add(wave);
                await db.SaveChangesAsync(token);
                return wave.Id;
            },
            cancellationToken);
    }

    /// <summary>Holds, goes on with or ends a roll-out.</summary>
    public Task SetAsync(Guid id, WaveState state, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.Syndicat,
        async (db, token) =>
        {
            if (await db.DemarcheWaves.FirstOrDefaultAsync(row => row.Id == id, token) is { State: WaveState.EnCours or WaveState.EnPause } wave)
            {
                (wave.State, wave.Reason) = (state, null);
                await db.SaveChangesAsync(token);
            }
        },
        cancellationToken);

    /// <summary>Takes one step of each roll-out under way.</summary>
    /// <returns>How many communes took a version.</returns>
    public async Task<int> StepAsync(CancellationToken stopping)
    {
        await published.RefreshAsync(stopping);
        var waves = await writes.RunAsync(
            CommuneScope.Syndicat, (db, token) => db.DemarcheWaves.Where(row => row.State == WaveState.EnCours).Select(row => row.Id).ToListAsync(token), stopping);
        var moved = 0;
        foreach (var wave in waves)
        {
            moved += await StepAsync(wave, stopping);
        }

        return moved;
    }

    private async Task<int> StepAsync(Guid id, CancellationToken stopping)
    {
        var moved = await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                var wave = await db.DemarcheWaves.FirstAsync(row => row.Id == id, token);
                if (await WhyHoldAsync(db, wave, token) is { } reason)
                {
                    (wave.State, wave.Reason) = (WaveState.EnPause, reason);
                    await db.SaveChangesAsync(token);
                    return [];
                }

                var to = catalogue.Find(wave.Code, wave.Version)!;
                var rows = await db.DemarcheAdoptions.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .Where(row => row.Code == wave.Code && row.Version != wave.Version && !row.Pinned).OrderBy(row => row.CommuneId).Take(wave.Step + 1).ToListAsync(token);
                foreach (var row in rows.Take(wave.Step))
                {
                    wave.ToLookAt += AdoptDemarche.Take(row, to).Count > 0 ? 1 : 0;
                }

                (wave.Moved, wave.SteppedAt) = (wave.Moved + Math.Min(rows.Count, wave.Step), time.GetUtcNow().UtcDateTime);
                wave.State = rows.Count > wave.Step ? WaveState.EnCours : WaveState.Terminee;
                await db.SaveChangesAsync(token);
                return rows.Take(wave.Step).Select(row => row.CommuneId).ToList();
            },
            stopping);
        foreach (var commune in moved)
        {
            await cache.DropAsync(commune, stopping);
        }

        return moved.Count;
    }

    private static async Task<string?> WhyHoldAsync(PortalDb db, DemarcheWave wave, CancellationToken cancellationToken)
    {
        var since = FrenchDates.DayOf(wave.StartedAt).AddDays(-30);
        var rows = await db.DemarcheTallies.AsNoTracking().Where(row => row.Code == wave.Code && row.Day >= since).ToListAsync(cancellationToken);
        var now = rows.Where(row => row.Version == wave.Version).ToList();
        var before = rows.Where(row => row.Version != wave.Version).ToList();
        if (now.Sum(row => row.Failed) is > 0 and var failed)
        {
            return $"{French.Count(failed, "page")} de la version {wave.Version} ont fini en erreur. Voyez le journal, corrigez, puis publiez une autre version.";
        }

        var (share, usual) = (Share(now), Math.Max(Share(before), 0.1));
        return now.Sum(row => row.Sent) >= EnoughPages && share > usual * Worse
            ? $"Avec la version {wave.Version}, {share:P0} des pages envoyées reviennent à corriger, contre {usual:P0} auparavant. Relisez les questions changées, puis reprenez ou arrêtez."
            : null;
    }

    private static double Share(List<DemarcheTally> rows) => rows.Sum(row => row.Sent) is > 0 and var sent ? (double)rows.Sum(row => row.Refused) / sent : 0;
}
