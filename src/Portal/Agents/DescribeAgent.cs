using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Agents;

/// <summary>The name and the quality of a person who has a role in the commune.</summary>
/// <param name="CommuneId">The commune of who changes them.</param>
/// <param name="MembershipId">A role of the person there.</param>
/// <param name="Nom">First name and name.</param>
/// <param name="Qualite">The quality, or null for the role's name.</param>
public sealed record DescribeAgentCommand(Guid CommuneId, Guid MembershipId, string Nom, string? Qualite);

/// <summary>
/// Sets the name and the quality that correspondence and decisions show (CRPA L111-2, L212-1). One commune does not rename the agent of
/// another: who works elsewhere too is changed by who administers all of these communes, but a quality that nobody has set may be given.
/// </summary>
public sealed class DescribeAgent(PortalWrites writes, AgentDirectory agents, TimeProvider time)
{
    private const string Shared = "Cette personne travaille aussi pour une commune que vous n’administrez pas\u00a0: demandez au syndicat de changer ";

    /// <summary>Sets them; false when the commune has no such role.</summary>
    /// <exception cref="InvitationRefusedException">A value is wrong, or is not this commune's to change.</exception>
    public async Task<bool> RunAsync(DescribeAgentCommand command, AgentAccess by, CancellationToken cancellationToken)
    {
        if (!by.MayAdminister(command.CommuneId))
        {
            return false;
        }

        var nom = AgentFields.Nom(command.Nom);
        var qualite = AgentFields.Qualite(command.Qualite);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var sub = await writes.RunAsync(
            CommuneScope.One(command.CommuneId),
            async (db, token) =>
            {
                var membership = await db.Memberships.FirstOrDefaultAsync(row => row.Id == command.MembershipId && row.CommuneId == command.CommuneId, token);
                if (membership is null)
                {
                    return (Guid?)null;
                }

                var agent = await db.Agents.FirstAsync(row => row.Id == membership.AgentId, token);
                var places = await db.Memberships
                    .Where(row => row.AgentId == agent.Id && (row.Until == null || row.Until >= today))
                    .Select(row => row.CommuneId)
                    .ToListAsync(token);
                Change(agent, nom, qualite, isShared: !places.TrueForAll(by.MayAdminister));
                await db.SaveChangesAsync(token);
                return agent.Id;
            },
            cancellationToken);
        if (sub is { } changed)
        {
            agents.Forget(changed);
        }

        return sub is not null;
    }

    private static void Change(Agent agent, string nom, string? qualite, bool isShared)
    {
        if (isShared && agent.Nom != nom)
        {
            throw new InvitationRefusedException(nameof(DescribeAgentCommand.Nom), Shared + "son nom.");
        }

        if (isShared && agent.Qualite is not null && agent.Qualite != qualite)
        {
            throw new InvitationRefusedException(nameof(DescribeAgentCommand.Qualite), Shared + "sa qualité.");
        }

        agent.Nom = nom;
        agent.Qualite = qualite;
    }
}
