using System.Collections.Concurrent;

namespace Beffroi.Portal.Features.Dossiers.Presence;

/// <summary>
/// Who has which dossier open now. Kept in the memory of this process and forgotten with it: it warns, the version of the dossier protects.
/// </summary>
public sealed class PresenceBoard(TimeProvider time)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<(Guid Dossier, Guid Agent), (string Nom, DateTimeOffset At)> _seen = new();
    private long _sweptAt;

    /// <summary>Notes that the agent has the dossier open, and names the others who do, by name.</summary>
    public IReadOnlyList<string> See(Guid dossierId, Guid agentId, string agentNom)
    {
        var now = time.GetUtcNow();
        _seen[(dossierId, agentId)] = (agentNom, now);
        Sweep(now);
        return [.. _seen
            .Where(seen => seen.Key.Dossier == dossierId && seen.Key.Agent != agentId && now - seen.Value.At < s_kept)
            .Select(seen => seen.Value.Nom)
            .Order(StringComparer.Ordinal)];
    }

    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (now.Ticks - last < s_kept.Ticks || Interlocked.CompareExchange(ref _sweptAt, now.Ticks, last) != last)
        {
            return;
        }

        foreach (var (key, seen) in _seen)
        {
            if (now - seen.At >= s_kept)
            {
                _seen.TryRemove(key, out _);
            }
        }
    }
}
