using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>What an agent asks of a colleague or a service.</summary>
public sealed record AskSousTacheCommand(string Numero, int Version, string? Texte, string? Pour, DateOnly Due);

/// <summary>Gives a part of the treatment to a colleague or a service, in own words, with a day; says it done, and to be done again.</summary>
public sealed class AskSousTache(DossierWork work)
{
    /// <summary>The most that are open for a dossier.</summary>
    public const int MostOpen = 20;

    /// <summary>Asks; false when there is no such dossier.</summary>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public Task<bool> RunAsync(AskSousTacheCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        work.RunAsync(command.Numero, agent, (who, commune) => who.MayWork(commune), command.Version, async context =>
        {
            var text = Typed.Text(command.Texte, Tache.MaxText, nameof(Detail.DossierForm.SousTache), "Écrivez ce qui est à faire");
            var to = await Destinataire.ResolveAsync(context, command.Pour, nameof(Detail.DossierForm.Pour));
            var today = FrenchDates.DayOf(context.Now);
            if (command.Due < today || command.Due > today.AddYears(1))
            {
                throw new DossierFieldException(nameof(Detail.DossierForm.PourLe), "Choisissez un jour à partir d’aujourd’hui, et dans l’année.");
            }

            if (context.Dossier.IsClosed)
            {
                throw new DossierRuleException("Ce dossier est terminé\u00a0: il n’y a plus rien à y faire.");
            }

            if (await context.Db.Taches.CountAsync(row => row.DossierId == context.Dossier.Id && row.DoneAt == null && row.Kind == TacheKind.SousTache, context.CancellationToken) >= MostOpen)
            {
                throw new DossierRuleException($"{MostOpen}\u00a0sous-tâches sont déjà à faire pour cette demande. Terminez-en une d’abord.");
            }

            var task = new Tache
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
                CommuneId = context.Dossier.CommuneId,
                DossierId = context.Dossier.Id,
                Kind = TacheKind.SousTache,
                CreatedAt = context.Now,
                Texte = text,
                AskedById = agent.Sub,
                AskedByNom = agent.Nom,
                AgentId = to.AgentId,
                ServiceId = to.ServiceId,
                PourNom = to.Nom,
                Due = command.Due,
            };
            context.Db.Taches.Add(task);
            context.Dossier.Touch(context.Now);
            context.Record(EventKinds.TacheOuverte, new { tache = task.Id, genre = task.Kind.ToString(), nom = to.Nom, agent = to.AgentId, service = to.ServiceId, avant = command.Due, empreinte = TextHash.Of(text) });
        }, cancellationToken);

    /// <summary>Says one of the dossier done, from the dossier; false when it is not there.</summary>
    /// <exception cref="DossierRuleException">The note is empty or too long.</exception>
    public Task<bool> DoAsync(string numero, Guid id, string? note, AgentAccess agent, CancellationToken cancellationToken) => ChangeAsync(numero, id, agent, (context, task) =>
    {
        var said = Typed.Text(note, Tache.MaxNote, nameof(Detail.DossierForm.Fait), "Notez ce qui a été fait");
        if (task.DoneAt is null)
        {
            task.Do(agent.Sub, agent.Nom, said, context.Now);
            context.Record(EventKinds.TacheFaite, new { tache = task.Id, genre = task.Kind.ToString(), empreinte = TextHash.Of(said) });
        }
    }, cancellationToken);

    /// <summary>Says one of the dossier to be done again; false when it is not there.</summary>
    /// <exception cref="DossierRuleException">It is open already.</exception>
    public Task<bool> UndoAsync(string numero, Guid id, AgentAccess agent, CancellationToken cancellationToken) => ChangeAsync(numero, id, agent, (context, task) =>
    {
        task.Undo();
        context.Record(EventKinds.TacheRouverte, new { tache = task.Id, genre = task.Kind.ToString() });
    }, cancellationToken);

    private async Task<bool> ChangeAsync(string numero, Guid id, AgentAccess agent, Action<DossierContext, Tache> change, CancellationToken cancellationToken)
    {
        var found = false;
        return await work.RunAsync(numero, agent, (who, commune) => who.MayWork(commune), null, async context =>
        {
            var task = await context.Db.Taches.FirstOrDefaultAsync(row => row.Id == id && row.DossierId == context.Dossier.Id && row.Kind == TacheKind.SousTache, context.CancellationToken);
            found = task is not null;
            if (task is not null)
            {
                change(context, task);
                // Two at once are told apart by the version of the dossier.
                context.Dossier.Touch(context.Now);
            }
        }, cancellationToken) && found;
    }

    /// <summary>Refuses to end a dossier on which something is still to be done, unless the agent has said that they know.</summary>
    /// <exception cref="DossierRuleException">Something is, and the agent has not said so.</exception>
    internal static async Task CheckAsync(DossierContext context, bool knows)
    {
        if (!knows && await context.Db.Taches.AnyAsync(row => row.DossierId == context.Dossier.Id && row.DoneAt == null && row.Kind == TacheKind.SousTache, context.CancellationToken))
        {
            throw new DossierFieldException(nameof(Detail.DossierForm.Malgre), "Des sous-tâches ne sont pas faites. Terminez-les, ou cochez que la demande se termine quand même.");
        }
    }
}
