using System.Globalization;
using Beffroi.Appliance.Backups.Targets;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Backups;

/// <summary>Which backups stay: those of the last 24 hours, and the last of each day, week and month, as far back as the settings say.</summary>
public static class Retention
{
    // A target without a lock may be written by another appliance: its packs are not yet named by any backup.
    private static readonly TimeSpan s_patience = TimeSpan.FromDays(1);

    /// <summary>The backups that may go; the newest always stays.</summary>
    public static IReadOnlyList<BackupSummary> Expired(IReadOnlyList<BackupSummary> all, BackupSection section, DateTimeOffset now)
    {
        var newestFirst = all.OrderByDescending(summary => summary.At).ToList();
        var kept = new HashSet<string>(newestFirst.Where((summary, i) => i == 0 || summary.At > now.UtcDateTime.AddDays(-1)).Select(summary => summary.Id), StringComparer.Ordinal);
        Keep(section.KeepDaily, at => at.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Keep(section.KeepWeekly, at => $"{ISOWeek.GetYear(at)}-{ISOWeek.GetWeekOfYear(at)}");
        Keep(section.KeepMonthly, at => at.ToString("yyyyMM", CultureInfo.InvariantCulture));
        return [.. newestFirst.Where(summary => !kept.Contains(summary.Id))];

        void Keep(int count, Func<DateTime, string> period) =>
            kept.UnionWith(newestFirst.GroupBy(summary => period(summary.At)).Take(Math.Max(0, count)).Select(group => group.First().Id));
    }

    /// <summary>Deletes them, then the objects that no backup needs.</summary>
    /// <returns>How many backups went.</returns>
    public static async Task<int> ApplyAsync(BackupRepository repository, BackupSection section, bool alone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await repository.ListAsync(cancellationToken);
        var expired = Expired(all, section, now);
        foreach (var summary in expired)
        {
            await repository.DeleteAsync(summary, cancellationToken);
        }

        var needed = all.Except(expired).SelectMany(summary => summary.Packs.Select(pack => pack.Name).Append(summary.Manifest.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var stored in await repository.Target.ListAsync("packs", cancellationToken))
        {
            if (!needed.Contains(stored.Name) && (alone || IsOld(stored, now)))
            {
                await repository.Target.DeleteAsync(stored.Name, cancellationToken);
            }
        }

        foreach (var stored in await repository.Target.ListAsync("backups", cancellationToken))
        {
            // The list of a backup that was killed before it existed.
            if (alone && stored.Name.EndsWith(".manifest.age", StringComparison.Ordinal) && !needed.Contains(stored.Name))
            {
                await repository.Target.DeleteAsync(stored.Name, cancellationToken);
            }
        }

        return expired.Count;
    }

    // The first 48 bits of the name are its milliseconds since 1970 (RFC 9562, version 7).
    private static bool IsOld(TargetObject stored, DateTimeOffset now) =>
        long.TryParse(Path.GetFileName(stored.Name).AsSpan(0, Math.Min(12, Path.GetFileName(stored.Name).Length)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var milliseconds)
        && now - DateTimeOffset.UnixEpoch > TimeSpan.FromMilliseconds(milliseconds) + s_patience;
}
