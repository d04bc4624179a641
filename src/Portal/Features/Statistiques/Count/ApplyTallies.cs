using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Count;

/// <summary>Adds changes to the roll-ups of a commune inside a unit of work; a cell that counts nothing any more goes.</summary>
internal static class ApplyTallies
{
    public static async Task RunAsync(PortalDb db, Guid communeId, TallyChanges changes, CancellationToken cancellationToken)
    {
        await DaysAsync(db, communeId, changes, cancellationToken);
        await DelaysAsync(db, communeId, changes, cancellationToken);
        await HoursAsync(db, communeId, changes, cancellationToken);
    }

    private static async Task DaysAsync(PortalDb db, Guid communeId, TallyChanges changes, CancellationToken cancellationToken)
    {
        var changed = changes.Days.Where(change => !change.Value.IsEmpty).ToList();
        var days = changed.Select(change => change.Key.Day).Distinct().ToList();
        var known = await db.DayTallies.Where(row => row.CommuneId == communeId && days.Contains(row.Day))
            .ToDictionaryAsync(row => new DayCell(row.Day, row.Demarche, row.Service, row.Channel), cancellationToken);
        foreach (var (cell, change) in changed)
        {
            if (!known.TryGetValue(cell, out var tally))
            {
                db.DayTallies.Add(change);
                continue;
            }

            tally.Add(change);
            if (tally.IsEmpty)
            {
                db.DayTallies.Remove(tally);
            }
        }
    }

    private static async Task DelaysAsync(PortalDb db, Guid communeId, TallyChanges changes, CancellationToken cancellationToken)
    {
        var changed = changes.Delays.Where(change => change.Value != 0).ToList();
        var months = changed.Select(change => change.Key.Month).Distinct().ToList();
        var known = await db.DelayTallies.Where(row => row.CommuneId == communeId && months.Contains(row.Month))
            .ToDictionaryAsync(row => new DelayCell(row.Month, row.Demarche, row.Service, row.Kind, row.Days), cancellationToken);
        foreach (var (cell, change) in changed)
        {
            if (!known.TryGetValue(cell, out var tally))
            {
                db.DelayTallies.Add(new DelayTally
                {
                    CommuneId = communeId,
                    Month = cell.Month,
                    Demarche = cell.Demarche,
                    Service = cell.Service,
                    Kind = cell.Kind,
                    Days = cell.Days,
                    Count = change,
                });
                continue;
            }

            tally.Count += change;
            if (tally.Count == 0)
            {
                db.DelayTallies.Remove(tally);
            }
        }
    }

    private static async Task HoursAsync(PortalDb db, Guid communeId, TallyChanges changes, CancellationToken cancellationToken)
    {
        var changed = changes.Hours.Where(change => change.Value != 0).ToList();
        var months = changed.Select(change => change.Key.Month).Distinct().ToList();
        var known = await db.HourTallies.Where(row => row.CommuneId == communeId && months.Contains(row.Month))
            .ToDictionaryAsync(row => new HourCell(row.Month, row.Day, row.Hour), cancellationToken);
        foreach (var (cell, change) in changed)
        {
            if (!known.TryGetValue(cell, out var tally))
            {
                db.HourTallies.Add(new HourTally { CommuneId = communeId, Month = cell.Month, Day = cell.Day, Hour = cell.Hour, Filed = change });
                continue;
            }

            tally.Filed += change;
            if (tally.Filed == 0)
            {
                db.HourTallies.Remove(tally);
            }
        }
    }
}
