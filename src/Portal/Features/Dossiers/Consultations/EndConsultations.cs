using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Gives up the opinions that are awaited once nothing waits for them: it is decided, or ended.</summary>
internal static class EndConsultations
{
    public static async Task RunAsync(DossierContext context)
    {
        if (context.Dossier.AvisAttendus == 0 || context.Dossier is { IsClosed: false, DecidedAt: null })
        {
            return;
        }

        var awaited = await context.Db.Consultations.Where(row => row.DossierId == context.Dossier.Id && row.EndedAt == null).ToListAsync(context.CancellationToken);
        foreach (var consultation in awaited.Where(row => row.IsOpen))
        {
            End(context, consultation);
        }
    }

    public static void End(DossierContext context, Consultation consultation)
    {
        consultation.GiveUp(context.Actor.Name, context.Now);
        context.Dossier.EndOpinion(context.Now);
        context.Record(EventKinds.AvisAbandonne, new { avis = consultation.Id });
    }
}
