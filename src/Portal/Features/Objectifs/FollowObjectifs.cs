using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>What the targets of a dossier depend on.</summary>
public sealed record ObjectifState(Phase Phase, Guid? ServiceId, bool AttendUsager)
{
    /// <summary>As it stands.</summary>
    public static ObjectifState Of(Dossier dossier) => new(dossier.Phase, dossier.ServiceId, dossier.AttendUsager);
}

/// <summary>
/// Keeps the targets of a dossier in the transaction that changes it: a phase begins or ends, the dossier goes to another service, pieces are
/// asked or come. A commune without targets pays one look at its list when a phase begins.
/// </summary>
internal static class FollowObjectifs
{
    /// <summary>A request was filed: its first phase began when it was received.</summary>
    public static async Task BeginAsync(DossierContext context)
    {
        if (await TargetAsync(context) is { } target)
        {
            Begin(context, target, context.Dossier.ReceivedAt, await OpeningCalendars.ReadAsync(context.Db, context.Commune, context.CancellationToken));
        }
    }

    /// <summary>Something happened to the dossier.</summary>
    public static async Task RunAsync(DossierContext context, ObjectifState before)
    {
        var dossier = context.Dossier;
        var heard = context.Actor.Kind is ActorKind.Usager && dossier.Nouveau;
        var (moved, given) = (Objectif.CountedAs(before.Phase) != Objectif.CountedAs(dossier.Phase), before.ServiceId != dossier.ServiceId);
        if (!moved && !given && !heard && before.AttendUsager == dossier.AttendUsager)
        {
            return;
        }

        var open = await OpenAsync(context);
        var target = moved || given ? await TargetAsync(context) : null;
        if (open is null && target is null)
        {
            return;
        }

        var calendar = await OpeningCalendars.ReadAsync(context.Db, context.Commune, context.CancellationToken);
        if (moved)
        {
            open?.End(context.Now, calendar);
            open = target is null ? null : Begin(context, target, context.Now, calendar);
        }
        else if (given)
        {
            open = Give(context, open, target, calendar);
        }

        if (open is null)
        {
            return;
        }

        if (dossier.AttendUsager)
        {
            open.Pause(PauseReason.AttenteUsager, context.Now);
        }
        else if (open.PauseReason is PauseReason.AttenteUsager && (before.AttendUsager || heard))
        {
            open.Resume(context.Now, calendar);
        }
    }

    /// <summary>The target that runs for the dossier, or stands still; null when there is none.</summary>
    public static Task<SuiviObjectif?> OpenAsync(DossierContext context) => context.Db.SuivisObjectifs
        .Where(row => row.DossierId == context.Dossier.Id && row.EndedAt == null).OrderBy(row => row.BegunAt).FirstOrDefaultAsync(context.CancellationToken);

    // Another service, another target, from the same beginning; who had none before begins now.
    private static SuiviObjectif? Give(DossierContext context, SuiviObjectif? open, Objectif? target, OpeningCalendar calendar)
    {
        if (target is null)
        {
            context.Db.Remove(open!);
            return null;
        }

        if (open is null)
        {
            return Begin(context, target, context.Now, calendar);
        }

        if (open.ObjectifId != target.Id)
        {
            open.Aim(target, calendar);
        }

        return open;
    }

    private static SuiviObjectif Begin(DossierContext context, Objectif target, DateTime at, OpeningCalendar calendar)
    {
        var begun = new SuiviObjectif { DossierId = context.Dossier.Id, CommuneId = context.Dossier.CommuneId, Phase = target.Phase, BegunAt = at };
        begun.Aim(target, calendar);
        context.Db.SuivisObjectifs.Add(begun);
        return begun;
    }

    private static async Task<Objectif?> TargetAsync(DossierContext context)
    {
        var dossier = context.Dossier;
        if (Objectif.CountedAs(dossier.Phase) is not { } phase)
        {
            return null;
        }

        var all = await context.Db.Objectifs.AsNoTracking()
            .Where(row => row.CommuneId == dossier.CommuneId).OrderBy(row => row.Id).Take(Objectif.MostOfOne).ToListAsync(context.CancellationToken);
        return Objectif.Best(all, phase, dossier.DemarcheCode, dossier.ServiceId);
    }
}
