using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>What an action on a record has at hand inside its unit of work.</summary>
public sealed record PersonneContext(PortalDb Db, Guid CommuneId, AgentAccess Agent, DateTime Now, CancellationToken CancellationToken)
{
    /// <summary>A key of the moment.</summary>
    public Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(Now));
}

/// <summary>
/// The frame of every action of an agent on a person: inside the walls, with the right to work there, one at a time in a commune, in one
/// transaction.
/// </summary>
public sealed class PersonneWork(PortalWrites writes, TimeProvider time)
{
    /// <summary>Runs an action on a record; false when the agent's communes have none of that key.</summary>
    public async Task<bool> RunAsync(Guid personneId, AgentAccess agent, Func<PersonneContext, Personne, Task> act, CancellationToken cancellationToken)
    {
        var communes = agent.Communes.Where(commune => agent.MayWork(commune)).ToArray();
        return await writes.RunAsync(
            CommuneScope.Of(communes),
            async (db, token) =>
            {
                var commune = await db.Personnes.Where(row => row.Id == personneId).Select(row => (Guid?)row.CommuneId).FirstOrDefaultAsync(token);
                if (commune is null)
                {
                    return false;
                }

                // Read behind the lock of the commune: what another has just written is seen.
                await DossierLog.OpenAsync(db, commune.Value, token);
                var personne = await db.Personnes.FirstAsync(row => row.Id == personneId, token);
                await act(new PersonneContext(db, commune.Value, agent, time.GetUtcNow().UtcDateTime, token), personne);
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Runs an action in a commune where the agent works.</summary>
    public async Task<T> RunAsync<T>(Guid communeId, AgentAccess agent, Func<PersonneContext, Task<T>> act, CancellationToken cancellationToken) => await writes.RunAsync(
        CommuneScope.One(communeId),
        async (db, token) =>
        {
            await DossierLog.OpenAsync(db, communeId, token);
            var result = await act(new PersonneContext(db, communeId, agent, time.GetUtcNow().UtcDateTime, token));
            await db.SaveChangesAsync(token);
            return result;
        },
        cancellationToken);
}
