using Beffroi.Portal.Data;
using Beffroi.Scheduler.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;

/// <summary>
/// Scans the files that were taken while the scanner was away, and those that came before there was one. An infected one goes into
/// quarantine and every piece that names it says so.
/// </summary>
public sealed class ScanPieces(Clamd clamd, Quarantine quarantine, FileStore store, PortalContexts contexts, PortalWrites writes, TimeProvider time, ILogger<ScanPieces> logger)
    : IScheduledJob
{
    private const int Batch = 100;

    private sealed record Waiting(string Sha256, string FileName);

    /// <inheritdoc />
    public static string Name => "antivirus";

    /// <inheritdoc />
    public static string Label => "Analyse des pièces en attente";

    /// <inheritdoc />
    public static JobSchedule Schedule => JobSchedule.Each(TimeSpan.FromMinutes(5), "toutes les 5 minutes");

    /// <inheritdoc />
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var scanned = 0;
        var last = "";
        while (clamd.IsOn && await NextAsync(last, stopping) is { Count: > 0 } batch)
        {
            foreach (var piece in batch)
            {
                if (!await ScanAsync(piece, stopping))
                {
                    return scanned;
                }

                scanned++;
                last = piece.Sha256;
            }
        }

        return scanned;
    }

    // Contents, not rows: equal files are kept once, in whichever commune. Those that are not on disk any more are passed over.
    private async Task<List<Waiting>> NextAsync(string last, CancellationToken stopping)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
#pragma warning disable CA1309 // The database compares: the names are figures and small letters.
        return await db.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter])
            .Where(piece => piece.ScannedAt == null && string.Compare(piece.Sha256, last) > 0)
            .GroupBy(piece => piece.Sha256)
            .OrderBy(group => group.Key)
            .Take(Batch)
            .Select(group => new Waiting(group.Key, group.Min(piece => piece.FileName)!))
            .ToListAsync(stopping);
#pragma warning restore CA1309
    }

    private async Task<bool> ScanAsync(Waiting piece, CancellationToken stopping)
    {
        string? signature = null;
        try
        {
            await using var content = store.Open(piece.Sha256);
            var result = await clamd.ScanAsync(content, stopping);
            if (result.Answer == ScanAnswer.Unknown)
            {
                return false;
            }

            signature = result.Signature;
            if (signature is not null)
            {
                await quarantine.AddAsync(content, piece.FileName, signature, stopping);
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            logger.LogWarning("The file {Sha256} waits for the scanner and is not on disk", piece.Sha256);
            return true;
        }

        // The row first: a reader of a row without threat must find its file.
        await MarkAsync(piece.Sha256, signature, stopping);
        if (signature is not null)
        {
            logger.LogWarning("The file {Sha256} is infected by {Signature} and was put into quarantine", piece.Sha256, signature);
            store.Remove(piece.Sha256, DateTime.MaxValue);
        }

        return true;
    }

    private Task<int> MarkAsync(string sha256, string? signature, CancellationToken stopping)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return writes.RunAsync(
            CommuneScope.Syndicat,
            (db, token) => db.Pieces.IgnoreQueryFilters([PortalDb.CommuneFilter])
                .Where(piece => piece.Sha256 == sha256)
                .ExecuteUpdateAsync(set => set.SetProperty(piece => piece.ScannedAt, now).SetProperty(piece => piece.Threat, piece => signature ?? piece.Threat), token),
            stopping);
    }
}
