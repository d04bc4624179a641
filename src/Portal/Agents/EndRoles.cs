using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Agents;

/// <summary>The roles of a person to take away; what is null does not narrow them.</summary>
/// <param name="Courriel">The address of the person.</param>
/// <param name="CommuneId">Those in this commune only.</param>
/// <param name="Role">Those of this kind only.</param>
/// <param name="EvenLastOperateur">Whether the syndicate may be left without an operator.</param>
public sealed record EndRolesCommand(string Courriel, Guid? CommuneId, Role? Role, bool EvenLastOperateur);

/// <summary>A role that ended.</summary>
public sealed record EndedRole(Guid CommuneId, Role Role);

/// <summary>The last operator of the syndicate was about to go.</summary>
public sealed class LastOperateurException() : Exception("No operator would be left.");

/// <summary>Takes roles away from a person at once, all of them or those that are named; the syndicate does it, whatever the commune.</summary>
public sealed class EndRoles(PortalWrites writes, AgentDirectory agents, TimeProvider time)
{
    /// <summary>Ends the roles; null when nobody has this address, empty when this person has none of these roles.</summary>
    /// <exception cref="LastOperateurException">No operator would be left.</exception>
    public async Task<IReadOnlyList<EndedRole>?> RunAsync(EndRolesCommand command, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (sub, ended) = await writes.RunAsync(
            CommuneScope.Syndicat,
            async (db, token) =>
            {
                // Compared here: a database folds the case of ASCII letters only.
                var known = await db.Agents.Select(row => new { row.Id, row.Courriel }).ToListAsync(token);
                if (known.Find(row => string.Equals(row.Courriel, command.Courriel.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } agent)
                {
                    return ((Guid?)null, (List<EndedRole>?)null);
                }

                var held = await db.Memberships
                    .Where(row => row.AgentId == agent.Id
                        && (command.CommuneId == null || row.CommuneId == command.CommuneId) && (command.Role == null || row.Role == command.Role))
                    .ToListAsync(token);
                if (!command.EvenLastOperateur && held.Exists(row => row.Role == Role.SyndicatOperateur)
                    && !await db.Memberships.AnyAsync(row => row.AgentId != agent.Id && row.Role == Role.SyndicatOperateur && (row.Until == null || row.Until >= today), token))
                {
                    throw new LastOperateurException();
                }

                db.Memberships.RemoveRange(held);
                await db.SaveChangesAsync(token);
                return (agent.Id, [.. held.Select(row => new EndedRole(row.CommuneId, row.Role))]);
            },
            cancellationToken);
        if (sub is { } gone)
        {
            agents.Forget(gone);
        }

        return ended;
    }
}
