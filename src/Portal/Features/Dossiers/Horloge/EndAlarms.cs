using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Taches;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>Ends the task of an alarm once the date is held or moved.</summary>
internal static class EndAlarms
{
    public static async Task RunAsync(DossierContext context)
    {
        var task = await context.Db.Taches.FirstOrDefaultAsync(
            row => row.DossierId == context.Dossier.Id && row.Kind == TacheKind.EcheanceProche && row.DoneAt == null, context.CancellationToken);
        if (task is not null)
        {
            task.Do(context.Agent?.Sub, context.Actor.Name, "L’échéance est tenue, ou a changé.", context.Now);
            context.Record(EventKinds.TacheFaite, new { tache = task.Id, genre = task.Kind.ToString(), empreinte = TextHash.Of(task.Note!) });
        }
    }
}
