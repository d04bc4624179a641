using Beffroi.Portal.Data;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Absences;

/// <summary>Who is away today, and who stands in.</summary>
public sealed class AbsentAgents(IReadOnlyList<Absence> rows)
{
    private const int Most = 2_000;

    /// <summary>Nobody is away.</summary>
    public static AbsentAgents None { get; } = new([]);

    /// <summary>The absences of today.</summary>
    public IReadOnlyList<Absence> Rows => rows;

    /// <summary>Those who are away from these communes today.</summary>
    public static async Task<AbsentAgents> ReadAsync(PortalDb db, IReadOnlyCollection<Guid> communes, DateOnly today, CancellationToken cancellationToken) => new(await db.Absences.AsNoTracking()
        .Where(row => communes.Contains(row.CommuneId) && row.Au >= today && row.Du <= today)
        .OrderBy(row => row.CommuneId).ThenBy(row => row.Au).ThenBy(row => row.Id).Take(Most).ToListAsync(cancellationToken));

    /// <summary>The absence of an agent from a commune; null when the agent is there.</summary>
    public Absence? Of(Guid communeId, Guid agentId) => rows.FirstOrDefault(row => row.CommuneId == communeId && row.AgentId == agentId);

    /// <summary>Who stands in for an agent: the agent where there is no absence, the delegate, the delegate's own delegate; null when nobody does.</summary>
    public Guid? StandInFor(Guid communeId, Guid agentId)
    {
        // Two who stand in for each other: nobody is there.
        var seen = new HashSet<Guid>();
        for (Guid? current = agentId; current is { } who && seen.Add(who); current = Of(communeId, who)!.DelegueId)
        {
            if (Of(communeId, who) is null)
            {
                return who;
            }
        }

        return null;
    }

    /// <summary>The name of an agent with what a choice has to say: « Dominique Exemple (absence jusqu’au 3 déc., remise à Camille Essai) ».</summary>
    public string Label(Guid communeId, Guid agentId, string nom, DateOnly today) => Of(communeId, agentId) is { } absence ? $"{nom} ({Words(absence, today)})" : nom;

    /// <summary>« en absence jusqu’au 3 déc., remplacement par Camille Essai ».</summary>
    public static string Words(Absence absence, DateOnly today) =>
        $"en absence jusqu’au {FrenchDates.ShortDate(absence.Au, today)}{(absence.DelegueNom is null ? "" : ", remplacement par " + absence.DelegueNom)}";
}
