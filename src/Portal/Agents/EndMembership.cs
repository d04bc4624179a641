using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Agents;

/// <summary>Takes a role away at once.</summary>
public sealed class EndMembership(PortalWrites writes, AgentDirectory agents)
{
    /// <summary>Ends the role of a commune and says whose it was; null when the commune has no such role.</summary>
    public async Task<Guid?> RunAsync(Guid communeId, Guid membershipId, CancellationToken cancellationToken)
    {
        var scope = communeId == CommuneScope.SyndicatId ? CommuneScope.Syndicat : CommuneScope.One(communeId);
        var sub = await writes.RunAsync(
            scope,
            async (db, token) =>
            {
                var membership = await db.Memberships.FirstOrDefaultAsync(
                    row => row.Id == membershipId && row.CommuneId == communeId, token);
                if (membership is null)
                {
                    return (Guid?)null;
                }

                db.Memberships.Remove(membership);
                await db.SaveChangesAsync(token);
                return membership.AgentId;
            },
            cancellationToken);
        if (sub is { } ended)
        {
            agents.Forget(ended);
        }

        return sub;
    }
}
