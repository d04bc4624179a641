using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>Time of one day for a commune.</summary>
public sealed record NoteTimeCommand(Guid Id, Guid CommuneId, DateOnly Day, int Minutes);

/// <summary>Notes the time that an agent spent, and takes a wrong note out, as long as its month is open.</summary>
public sealed class NoteTime(PortalWrites writes, TimeProvider time)
{
    /// <summary>How far back time is noted, in months.</summary>
    public const int MostMonths = 12;

    /// <summary>Notes time that is not about one request; false when the agent does not work in the commune.</summary>
    /// <exception cref="DossierRuleException">The day or the time is refused.</exception>
    public async Task<bool> OnDayAsync(NoteTimeCommand command, AgentAccess agent, CancellationToken cancellationToken) =>
        agent.MayWork(command.CommuneId) && await writes.RunAsync(ScopeOf(agent), async (db, token) =>
        {
            await DossierLog.OpenAsync(db, command.CommuneId, token);
            var own = agent.Roles.Where(role => role.CommuneId == command.CommuneId && role.ServiceId is not null).Select(role => role.ServiceId).ToList();
            var service = own is [var only] ? await db.Services.Where(row => row.CommuneId == command.CommuneId && row.Id == only).Select(row => row.Code).FirstOrDefaultAsync(token) : null;
            await AddAsync(db, Make(command, agent, null, service), agent, token);
            await db.SaveChangesAsync(token);
            return true;
        }, cancellationToken);

    /// <summary>Notes time of today on a request; false when the agent has no such dossier.</summary>
    /// <exception cref="DossierRuleException">The role or the time is refused.</exception>
    public Task<bool> OnDossierAsync(Guid id, string numero, int minutes, AgentAccess agent, CancellationToken cancellationToken) =>
        writes.RunAsync(ScopeOf(agent), async (db, token) =>
        {
            var dossier = await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Numero == numero, token);
            if (dossier is null)
            {
                return false;
            }

            if (!agent.MayWork(dossier.CommuneId))
            {
                throw new DossierRuleException("Votre rôle ne permet pas cette action. L’administrateur de la commune peut vous en donner le droit.");
            }

            var now = time.GetUtcNow().UtcDateTime;
            var log = await DossierLog.OpenAsync(db, dossier.CommuneId, token);
            var service = await db.Services.Where(row => row.CommuneId == dossier.CommuneId && row.Id == dossier.ServiceId).Select(row => row.Code).FirstOrDefaultAsync(token);
            var note = Make(new NoteTimeCommand(id, dossier.CommuneId, FrenchDates.DayOf(now), minutes), agent, dossier.Id, service);
            if (await AddAsync(db, note, agent, token))
            {
                log.Add(dossier.Id, now, ActorOf(agent), EventKinds.TempsNote, new { note = note.Id, le = note.Day, minutes });
                await db.SaveChangesAsync(token);
            }

            return true;
        }, cancellationToken);

    /// <summary>Takes one of the agent's own notes out; false when there is none of that key. Doing it again changes nothing.</summary>
    /// <exception cref="DossierRuleException">The month is closed.</exception>
    public Task<bool> VoidAsync(Guid id, AgentAccess agent, CancellationToken cancellationToken) =>
        writes.RunAsync(ScopeOf(agent), async (db, token) =>
        {
            var (sub, communes) = (agent.Sub, agent.Communes);
            var commune = await db.TimeNotes.Where(row => row.AgentId == sub && row.Id == id && communes.Contains(row.CommuneId)).Select(row => (Guid?)row.CommuneId).FirstOrDefaultAsync(token);
            if (commune is null)
            {
                return false;
            }

            var log = await DossierLog.OpenAsync(db, commune.Value, token);
            var note = await db.TimeNotes.FirstAsync(row => row.CommuneId == commune && row.AgentId == sub && row.Id == id, token);
            if (note.VoidedAt is null)
            {
                await RequireOpenAsync(db, note.Day, token);
                note.Void(time.GetUtcNow().UtcDateTime);
                if (note.DossierId is { } dossier)
                {
                    log.Add(dossier, note.VoidedAt!.Value, ActorOf(agent), EventKinds.TempsRetire, new { note = note.Id });
                }

                await db.SaveChangesAsync(token);
            }

            return true;
        }, cancellationToken);

    // The closed months are the syndicate's rows.
    private static CommuneScope ScopeOf(AgentAccess agent) => CommuneScope.Of([.. agent.Communes, CommuneScope.SyndicatId]);

    private static Actor ActorOf(AgentAccess agent) => new(ActorKind.Agent, agent.Sub, agent.Nom);

    private TimeNote Make(NoteTimeCommand command, AgentAccess agent, Guid? dossierId, string? service) => new()
    {
        Id = command.Id,
        CommuneId = command.CommuneId,
        AgentId = agent.Sub,
        AgentNom = agent.Nom,
        Day = command.Day,
        Minutes = command.Minutes,
        DossierId = dossierId,
        Service = service ?? "",
        At = time.GetUtcNow().UtcDateTime,
    };

    // False when it is noted already.
    private static async Task<bool> AddAsync(PortalDb db, TimeNote note, AgentAccess agent, CancellationToken token)
    {
        if (note.Id == Guid.Empty || note.Minutes is < 1 or > TimeNote.MostMinutes)
        {
            throw new DossierRuleException(TimeForm.Unreadable);
        }

        if (await db.TimeNotes.AnyAsync(row => row.CommuneId == note.CommuneId && row.AgentId == note.AgentId && row.Id == note.Id, token))
        {
            return false;
        }

        var today = FrenchDates.DayOf(note.At);
        if (note.Day > today || note.Day < TimeSheets.MonthOf(today).AddMonths(-MostMonths))
        {
            throw new DossierRuleException(note.Day > today ? "Ce jour n’est pas encore venu. Notez le temps d’un jour passé, ou d’aujourd’hui." : $"Ce jour est trop ancien\u00a0: le temps se note sur {MostMonths}\u00a0mois.");
        }

        await RequireOpenAsync(db, note.Day, token);
        var (sub, communes) = (agent.Sub, agent.Communes);
        var before = await db.TimeNotes.Where(row => row.AgentId == sub && communes.Contains(row.CommuneId) && row.Day == note.Day && row.VoidedAt == null).SumAsync(row => row.Minutes, token);
        if (before + note.Minutes > TimeNote.MostMinutes)
        {
            throw new DossierRuleException($"Vous avez déjà noté {TimeForm.Words(before)} ce jour-là\u00a0: le total dépasserait 24\u00a0heures. Corrigez d’abord ce qui est noté.");
        }

        db.TimeNotes.Add(note);
        return true;
    }

    private static async Task RequireOpenAsync(PortalDb db, DateOnly day, CancellationToken token)
    {
        var month = TimeSheets.MonthOf(day);
        if (await db.TimeMonths.AnyAsync(row => row.CommuneId == CommuneScope.SyndicatId && row.Month == month, token))
        {
            throw new DossierRuleException($"Le syndicat a clos {StatPeriod.NameOf(month)}\u00a0: ce mois ne se corrige plus. Demandez-lui d’en tenir compte sur le mois suivant.");
        }
    }
}
