using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Absences;

/// <summary>Why an absence was not noted: the field, and how to mend it.</summary>
public sealed record AbsenceFault(string Field, string Message);

/// <summary>Notes the absence of an agent in communes, and takes it back: one's own, or that of the agents of a commune that one administers.</summary>
public sealed class NoteAbsence(PortalWrites writes, TimeProvider time)
{
    /// <summary>Notes it in each of the communes.</summary>
    /// <returns>What is to be mended; nothing is noted then. Null when the agent may not, or no such agent works there.</returns>
    public async Task<IReadOnlyList<AbsenceFault>?> RunAsync(AbsenceForm form, IReadOnlyList<Commune> communes, AgentAccess by, CancellationToken cancellationToken)
    {
        var who = form.Agent ?? by.Sub;
        if (communes.Count == 0 || communes.Any(commune => who == by.Sub ? !by.MayWork(commune.Id) : !by.MayAdminister(commune.Id)))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var today = FrenchDates.DayOf(now);
        var (first, last, faults) = Days(form, today);
        if (faults.Count > 0)
        {
            return faults;
        }

        Guid[] ids = [.. communes.Select(commune => commune.Id)];
        return await writes.RunAsync<IReadOnlyList<AbsenceFault>?>(
            CommuneScope.Of(ids),
            async (db, token) =>
            {
                var members = await Membres.OfAsync(db, ids, today, token);
                var kept = await db.Absences.Where(row => ids.Contains(row.CommuneId) && row.AgentId == who).OrderBy(row => row.Id).ToListAsync(token);
                var refused = new List<AbsenceFault>();
                var noted = new List<Absence>();
                foreach (var commune in communes)
                {
                    if (members.Find(member => member.CommuneId == commune.Id && member.AgentId == who) is not { } agent)
                    {
                        return null;
                    }

                    var chosen = form.Delegues.GetValueOrDefault(commune.Insee);
                    var standIn = members.Find(member => member.CommuneId == commune.Id && member.AgentId == chosen);
                    if (chosen is not null && (standIn is null || !MayStandIn(members, commune.Id, who, standIn.AgentId)))
                    {
                        refused.Add(new($"Delegues[{commune.Insee}]", $"Choisissez une personne qui peut faire ce travail {commune.NomA}, ou personne."));
                    }

                    if (kept.Exists(row => row.CommuneId == commune.Id && row.Du <= last && row.Au >= first))
                    {
                        refused.Add(new(nameof(form.Du), $"Une absence est déjà notée ces jours-là {commune.NomA}. Retirez-la d’abord, ou choisissez d’autres jours."));
                    }

                    if (kept.Count(row => row.CommuneId == commune.Id && row.Au >= today) >= Absence.MostOfOne)
                    {
                        refused.Add(new("", $"Il y a déjà {Absence.MostOfOne}\u00a0absences à venir {commune.NomA}. Retirez-en une d’abord."));
                    }

                    noted.Add(new Absence
                    {
                        Id = Guid.CreateVersion7(new DateTimeOffset(now)),
                        CommuneId = commune.Id,
                        AgentId = who,
                        AgentNom = agent.Nom,
                        Du = first,
                        Au = last,
                        DelegueId = standIn?.AgentId,
                        DelegueNom = standIn?.Nom,
                        Auteur = by.Nom,
                        CreatedAt = now,
                    });
                }

                if (refused.Count > 0)
                {
                    return refused.DistinctBy(fault => (fault.Field, fault.Message)).ToList();
                }

                db.Absences.AddRange(noted);
                // What is over for a year serves nobody.
                db.Absences.RemoveRange(kept.Where(row => row.Au < today.AddYears(-1)));
                await db.SaveChangesAsync(token);
                return [];
            },
            cancellationToken);
    }

    /// <summary>Takes an absence back; false when the agent has none of that key to take back.</summary>
    public Task<bool> RemoveAsync(Guid id, AgentAccess by, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.Of(by.Communes),
        async (db, token) =>
        {
            if (await db.Absences.FirstOrDefaultAsync(row => row.Id == id, token) is not { } row || !MayRemove(row, by))
            {
                return false;
            }

            db.Remove(row);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    /// <summary>Whether the agent may take it back.</summary>
    public static bool MayRemove(Absence row, AgentAccess by) => row.AgentId == by.Sub || by.MayAdminister(row.CommuneId);

    /// <summary>Whether somebody can do what an agent does in a commune: receive where the agent receives, treat for each service that the agent treats for.</summary>
    public static bool MayStandIn(IReadOnlyCollection<Membre> members, Guid communeId, Guid agentId, Guid delegateId)
    {
        var roles = members.Where(member => member.CommuneId == communeId && member.AgentId == agentId).ToList();
        var others = members.Where(member => member.CommuneId == communeId && member.AgentId == delegateId).ToList();
        return agentId != delegateId && others.Count > 0 && roles.TrueForAll(role => role.Role switch
        {
            Role.Accueil => others.Exists(other => other.Role is Role.Accueil or Role.CommuneAdmin),
            Role.AgentService => others.Exists(other => other.Role is Role.CommuneAdmin
                || (other.Role is Role.AgentService && (other.ServiceId is null || other.ServiceId == role.ServiceId))),
            // Nobody administers by standing in; the requests of who does may be seen to by whoever works there.
            _ => true,
        });
    }

    private static (DateOnly First, DateOnly Last, List<AbsenceFault> Faults) Days(AbsenceForm form, DateOnly today)
    {
        var faults = new List<AbsenceFault>();
        if (!form.Du.TryRead("le premier jour", out var first, out var wrong))
        {
            faults.Add(new(nameof(form.Du), wrong + "."));
        }

        if (!form.Au.TryRead("le dernier jour", out var last, out var error))
        {
            faults.Add(new(nameof(form.Au), error + "."));
        }

        if (faults.Count > 0)
        {
            return (first, last, faults);
        }

        if (last < first || last < today)
        {
            faults.Add(new(nameof(form.Au), last < first ? "Choisissez un dernier jour qui suit le premier." : "Cette absence est passée. Choisissez un dernier jour à venir."));
        }
        else if (last.DayNumber - first.DayNumber >= Absence.MostDays || first > today.AddYears(1))
        {
            faults.Add(new(nameof(form.Au), "Choisissez un an au plus, à commencer dans l’année."));
        }

        return (first, last, faults);
    }
}
