using System.Collections.Concurrent;
using Beffroi.Portal.Data;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Counts in memory how the versions fare, and writes the counts down from time to time; what a crash loses is a few minutes of counts.</summary>
public sealed class DemarcheTallies(PortalWrites writes, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Code, string Version, DateOnly Day), int[]> _counts = new();

    /// <summary>Counts a page that a usager sent.</summary>
    public void Count(string code, string version, bool refused) => Add(code, version, refused ? 1 : 0, 0);

    /// <summary>Counts a page that ended in a fault of the appliance.</summary>
    public void CountFailure(string code, string version) => Add(code, version, 0, 1);

    /// <summary>Writes the counts down.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var taken = _counts.Keys.Select(key => (Key: key, Found: _counts.TryRemove(key, out var counts), Counts: counts)).Where(entry => entry.Found).ToList();
        if (taken.Count == 0)
        {
            return;
        }

        await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                foreach (var ((code, version, day), _, counts) in taken)
                {
                    var row = await db.DemarcheTallies.FirstOrDefaultAsync(known => known.Code == code && known.Version == version && known.Day == day, token);
                    if (row is null)
                    {
                        db.DemarcheTallies.Add(row = new DemarcheTally { Code = code, Version = version, Day = day });
                    }

                    (row.Sent, row.Refused, row.Failed) = (row.Sent + counts![0], row.Refused + counts[1], row.Failed + counts[2]);
                }

                await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    private void Add(string code, string version, int refused, int failed)
    {
        var counts = _counts.GetOrAdd((code, version, FrenchDates.DayOf(time.GetUtcNow().UtcDateTime)), _ => new int[3]);
        Interlocked.Increment(ref counts[0]);
        Interlocked.Add(ref counts[1], refused);
        Interlocked.Add(ref counts[2], failed);
    }
}
