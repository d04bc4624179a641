using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Adresses.Import;

/// <summary>Replaces the addresses of a commune by those of its file, all in one transaction.</summary>
public sealed class ImportAddresses(PortalWrites writes, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Writes the addresses; those of before are gone once it returns, and stay when it fails.</summary>
    /// <param name="commune">The commune.</param>
    /// <param name="addresses">Its addresses, as <see cref="BalFile"/> read them.</param>
    /// <param name="written">Told how many are written, now and then.</param>
    /// <param name="cancellationToken">Gives up before the end: nothing is changed.</param>
    public Task RunAsync(Commune commune, IReadOnlyList<CommuneAddress> addresses, Action<int>? written, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commune);
        return writes.RunAsync(
            CommuneScope.One(commune.Id),
            async (db, token) =>
            {
                await db.Addresses.ExecuteDeleteAsync(token);
                var count = 0;
                foreach (var batch in addresses.Chunk(Batch))
                {
                    db.Addresses.AddRange(batch);
                    await db.SaveChangesAsync(token);
                    db.ChangeTracker.Clear();
                    written?.Invoke(count += batch.Length);
                }

                var now = time.GetUtcNow().UtcDateTime;
                await db.Communes.Where(row => row.Id == commune.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AddressesAt, now), token);
            },
            cancellationToken);
    }
}
