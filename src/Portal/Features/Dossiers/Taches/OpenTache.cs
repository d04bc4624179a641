using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Taches;

/// <summary>Opens a task inside the unit of work that calls for it.</summary>
internal static class OpenTache
{
    /// <summary>Opens it, unless one of that kind is open for the dossier.</summary>
    public static async Task RunAsync(DossierContext context, TacheKind kind)
    {
        if (await context.Db.Taches.AnyAsync(row => row.DossierId == context.Dossier.Id && row.Kind == kind && row.DoneAt == null, context.CancellationToken))
        {
            return;
        }

        Add(context, kind);
    }

    /// <summary>Opens it, where it is known that none of that kind is open.</summary>
    public static void Add(DossierContext context, TacheKind kind)
    {
        var task = new Tache
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = context.Dossier.CommuneId,
            DossierId = context.Dossier.Id,
            Kind = kind,
            CreatedAt = context.Now,
        };
        context.Db.Taches.Add(task);
        context.Record(EventKinds.TacheOuverte, new { tache = task.Id, genre = kind.ToString() });
    }
}
