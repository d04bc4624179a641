using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>Says that a task is done, and what came of it.</summary>
public sealed class DoTache(DossierWork work, PortalContexts contexts)
{
    /// <summary>Does it; false when the agent has no such task. Saying it twice keeps the first note.</summary>
    /// <exception cref="DossierRuleException">The note is empty or too long.</exception>
    public async Task<bool> RunAsync(Guid id, string? note, AgentAccess agent, CancellationToken cancellationToken)
    {
        string? numero;
        await using (var db = contexts.Open(CommuneScope.Of(agent.Communes)))
        {
            numero = await TacheReach.Of(agent).Narrow(db).Where(row => row.Tache.Id == id).Select(row => row.Dossier.Numero).FirstOrDefaultAsync(cancellationToken);
        }

        return numero is not null && await work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            if (string.IsNullOrWhiteSpace(note) || note.Length > Tache.MaxNote)
            {
                throw new DossierRuleException("Notez ce qui a été fait, en 1\u00a0000 caractères au plus.");
            }

            var task = await context.Db.Taches.FirstAsync(row => row.Id == id, context.CancellationToken);
            if (task.DoneAt is null)
            {
                task.Do(agent.Sub, agent.Nom, note.ReplaceLineEndings("\n").Trim(), context.Now);
                context.Record(EventKinds.TacheFaite, new { tache = task.Id, genre = task.Kind.ToString(), empreinte = TextHash.Of(task.Note!) });
            }
        }, cancellationToken);
    }
}
