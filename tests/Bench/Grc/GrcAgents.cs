using System.Globalization;
using Beffroi.Identity.Accounts;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;

namespace Beffroi.Bench.Grc;

/// <summary>An agent of the bench.</summary>
internal sealed record GrcAgent(Guid Sub, string Courriel, IReadOnlyList<Commune> Communes);

/// <summary>Twenty agents: four in the largest commune, ten in one of any size, six that a dozen small communes share.</summary>
internal static class GrcAgents
{
    public const int Count = 20;

    private const int InLargest = 4;
    private const int Shared = 6;
    private const int CommunesOfShared = 12;

    /// <summary>Makes them.</summary>
    /// <param name="services">The appliance.</param>
    /// <param name="communes">The communes, the largest first.</param>
    public static async Task<IReadOnlyList<GrcAgent>> AddAsync(IServiceProvider services, IReadOnlyList<Commune> communes)
    {
        var agents = new List<GrcAgent>();
        await using (var scope = services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<AccountService>();
            for (var place = 0; place < Count; place++)
            {
                var courriel = string.Create(CultureInfo.InvariantCulture, $"agent{place}@exemple.fr");
                var account = await accounts.CreateConfirmedAsync(courriel, $"Agent {place}", "un-mot-de-passe-assez-long");
                agents.Add(new GrcAgent(account.Id, courriel, CommunesOf(place, communes)));
            }
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            foreach (var agent in agents)
            {
                db.Agents.Add(new Agent { Id = agent.Sub, Nom = "Dominique Exemple", Courriel = agent.Courriel });
                db.Memberships.AddRange(agent.Communes.Select(commune => new Membership
                {
                    Id = Guid.CreateVersion7(),
                    AgentId = agent.Sub,
                    CommuneId = commune.Id,
                    Role = Role.CommuneAdmin,
                    CreatedAt = now,
                }));
            }

            await db.SaveChangesAsync(token);
        });
        return agents;
    }

    private static IReadOnlyList<Commune> CommunesOf(int place, IReadOnlyList<Commune> communes) => place switch
    {
        < InLargest => [communes[0]],
        < Count - Shared => [communes[1 + ((place - InLargest) * (place - InLargest) * 10)]],
        _ => [.. communes.Skip(500 + (place * CommunesOfShared)).Take(CommunesOfShared)],
    };
}
