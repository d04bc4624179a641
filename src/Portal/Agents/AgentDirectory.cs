using System.Collections.Concurrent;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Agents;

/// <summary>Who the signed-in person is at work; kept in memory for seconds, so that a role taken away ends almost at once.</summary>
public sealed class AgentDirectory(PortalContexts contexts, TimeProvider time)
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (AgentAccess? Access, DateTimeOffset Until)> _known = new();

    /// <summary>The agent of an account, or null when the person has no role today.</summary>
    public async ValueTask<AgentAccess?> FindAsync(Guid sub, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(sub, out var known) && now < known.Until)
        {
            return known.Access;
        }

        var access = await ReadAsync(sub, now, cancellationToken);
        _known[sub] = (access, now + s_keptFor);
        return access;
    }

    /// <summary>Forgets an agent whose roles changed.</summary>
    public void Forget(Guid sub) => _known.TryRemove(sub, out _);

    private async Task<AgentAccess?> ReadAsync(Guid sub, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = contexts.Open(CommuneScope.Syndicat);
        var agent = await db.Agents.Include(row => row.Memberships).FirstOrDefaultAsync(row => row.Id == sub, cancellationToken);
        if (agent is null)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var held = agent.Memberships.Where(membership => membership.HoldsOn(today)).ToList();
        if (held.Count == 0)
        {
            return null;
        }

        return new AgentAccess(
            agent.Id,
            agent.Nom,
            agent.Qualite,
            agent.Courriel,
            held.Exists(membership => membership.Role == Role.SyndicatOperateur),
            [.. held.Where(membership => membership.Role != Role.SyndicatOperateur)
                .Select(membership => new CommuneRole(membership.CommuneId, membership.Role, membership.ServiceId))]);
    }
}
