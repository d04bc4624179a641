using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Vues;

/// <summary>A view to keep: its name, the query of its address, the commune to share it in or null for oneself.</summary>
public sealed record KeepViewCommand(string? Nom, string? Query, string? SharedIn);

/// <summary>Keeps, lists and removes the views that agents named.</summary>
public sealed class SavedViews(PortalWrites writes, CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The agent's own views, then those that colleagues share in the agent's communes, by name.</summary>
    public static Task<List<SavedView>> ReadAsync(PortalDb db, AgentAccess agent, CancellationToken cancellationToken)
    {
        var me = agent.Sub;
        return db.SavedViews.Where(row => row.Shared || row.AgentId == me).OrderByDescending(row => row.AgentId == me).ThenBy(row => row.Nom).ThenBy(row => row.Id).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a view.</summary>
    /// <exception cref="DossierFieldException">The name or the commune will not do.</exception>
    public Task<SavedView> KeepAsync(KeepViewCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var name = command.Nom?.Trim() ?? "";
        if (name.Length is 0 or > SavedView.MaxName)
        {
            throw new DossierFieldException("nom", name.Length == 0 ? "Donnez un nom à la vue, par exemple «\u00a0Urbanisme sans agent\u00a0»." : $"Donnez un nom de {SavedView.MaxName}\u00a0caractères au plus.");
        }

        if (agent.Communes.Length == 0)
        {
            throw new DossierFieldException("nom", "Seuls les agents d’une commune gardent des vues.");
        }

        // What is kept is what the address can say, written by us.
        var filter = InboxFilter.Read(command.Query ?? "") with { Page = 1 };
        var shared = string.IsNullOrEmpty(command.SharedIn) ? null : directory.FindInsee(command.SharedIn);
        if (!string.IsNullOrEmpty(command.SharedIn) && (shared is null || !agent.MayWork(shared.Id)))
        {
            throw new DossierFieldException("partage", "Choisissez une commune pour laquelle vous travaillez.");
        }

        if (shared is not null)
        {
            if (filter.Text is not null)
            {
                throw new DossierFieldException("partage", "Une vue partagée ne garde pas de mots cherchés\u00a0: ce sont souvent des noms de personnes. Gardez-la pour vous, ou retirez les mots.");
            }

            // What colleagues of that commune see of it is that commune.
            filter = filter with { Insee = shared.Insee };
        }

        if (filter.Query.Length > SavedView.MaxQuery)
        {
            throw new DossierFieldException("nom", "Cette recherche est trop longue pour être gardée. Raccourcissez-la.");
        }

        var commune = shared?.Id ?? (directory.FindInsee(filter.Insee ?? "") is { } one && agent.Communes.Contains(one.Id) ? one.Id : agent.Communes.Order().First());
        var view = new SavedView
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            CommuneId = commune,
            AgentId = agent.Sub,
            AgentNom = agent.Nom,
            Nom = name,
            Query = filter.Query,
            Shared = shared is not null,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        return writes.RunAsync(
            CommuneScope.Of(agent.Communes),
            async (db, token) =>
            {
                if (await db.SavedViews.CountAsync(row => row.AgentId == agent.Sub, token) >= SavedView.MostOfOne)
                {
                    throw new DossierFieldException("nom", $"Vous avez déjà {SavedView.MostOfOne}\u00a0vues. Supprimez-en une d’abord.");
                }

                db.SavedViews.Add(view);
                await db.SaveChangesAsync(token);
                return view;
            },
            cancellationToken);
    }

    /// <summary>Removes a view of the agent's own, or one shared in a commune that the agent administers; false when there is none.</summary>
    public Task<bool> RemoveAsync(Guid id, AgentAccess agent, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.Of(agent.Communes),
        async (db, token) =>
        {
            if (await db.SavedViews.FirstOrDefaultAsync(row => row.Id == id, token) is not { } view || !MayRemove(view, agent))
            {
                return false;
            }

            db.Remove(view);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    /// <summary>Whether the agent may remove the view.</summary>
    public static bool MayRemove(SavedView view, AgentAccess agent) => view.AgentId == agent.Sub || (view.Shared && agent.MayAdminister(view.CommuneId));
}
