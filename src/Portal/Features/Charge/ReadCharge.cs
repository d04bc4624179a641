using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Charge;

/// <summary>What one agent has open in a service, or what nobody has taken.</summary>
/// <param name="AgentId">The agent; null for what nobody has taken.</param>
/// <param name="Nom">The agent's name as shown.</param>
/// <param name="Open">Dossiers that are not ended.</param>
/// <param name="Late">Those of which a legal date is past.</param>
/// <param name="Week">Those of which the next legal date comes within seven days.</param>
/// <param name="Missed">Those that have missed the commune's own target.</param>
/// <param name="Absence">Why the agent does not answer today.</param>
public sealed record ChargeLine(Guid? AgentId, string Nom, int Open, int Late, int Week, int Missed, Absence? Absence)
{
    /// <summary>Those that are neither late nor due within seven days.</summary>
    public int Rest => Open - Late - Week;
}

/// <summary>What one service has open, agent by agent, the fullest first.</summary>
/// <param name="Code">Its code; null for dossiers without service.</param>
/// <param name="Nom">Its name.</param>
/// <param name="Lines">The agents.</param>
public sealed record ChargeService(string? Code, string Nom, IReadOnlyList<ChargeLine> Lines)
{
    /// <summary>All that it has open.</summary>
    public int Open => Lines.Sum(line => line.Open);
}

/// <summary>Counts what services and agents have open, by grouped queries over dossiers that are not ended.</summary>
public sealed class ReadCharge(TimeProvider time)
{
    // Groups are as many as agents times services: far more than any syndicate has.
    private const int MostGroups = 20_000;

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The services of these communes; those of one code are one.</summary>
    public async Task<IReadOnlyList<ChargeService>> RunAsync(PortalDb db, IReadOnlyCollection<Guid> communes, CancellationToken cancellationToken)
    {
        var (now, today) = (time.GetUtcNow().UtcDateTime, Today);
        var week = today.AddDays(7);
        var open = db.Dossiers.AsNoTracking().Where(row => communes.Contains(row.CommuneId) && DossierPhases.Open.Contains(row.Phase));
        var counts = await open
            .GroupBy(row => new { row.CommuneId, row.ServiceId, row.AgentId })
            .Select(group => new
            {
                group.Key.CommuneId,
                group.Key.ServiceId,
                group.Key.AgentId,
                Open = group.Count(),
                Late = group.Count(row => row.NextDate < today),
                Week = group.Count(row => row.NextDate >= today && row.NextDate < week),
            })
            .OrderBy(group => group.CommuneId).ThenBy(group => group.ServiceId).ThenBy(group => group.AgentId).Take(MostGroups)
            .ToListAsync(cancellationToken);
        var missed = await db.SuivisObjectifs.AsNoTracking()
            .Where(row => communes.Contains(row.CommuneId) && row.EndedAt == null && row.PausedAt == null && row.DueAt < now)
            .Join(db.Dossiers, row => row.DossierId, dossier => dossier.Id, (row, dossier) => new { dossier.ServiceId, dossier.AgentId })
            .GroupBy(row => new { row.ServiceId, row.AgentId })
            .Select(group => new { group.Key.ServiceId, group.Key.AgentId, Count = group.Count() })
            .OrderBy(group => group.ServiceId).ThenBy(group => group.AgentId).Take(MostGroups)
            .ToListAsync(cancellationToken);

        var services = await db.Services.AsNoTracking().Where(row => communes.Contains(row.CommuneId)).OrderBy(row => row.Rang).ThenBy(row => row.Nom).Take(MostGroups).ToListAsync(cancellationToken);
        var codes = services.ToDictionary(row => row.Id, row => row.Code);
        var agents = counts.Select(row => row.AgentId).OfType<Guid>().Distinct().ToArray();
        var names = await db.Agents.AsNoTracking().Where(row => agents.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Nom, cancellationToken);
        var absents = await AbsentAgents.ReadAsync(db, communes, today, cancellationToken);
        string? CodeOf(Guid? service) => service is { } id ? codes.GetValueOrDefault(id) : null;

        var lines = counts.GroupBy(row => CodeOf(row.ServiceId)).ToDictionary(group => group.Key ?? "", group => group
            .GroupBy(row => row.AgentId)
            .Select(own => new ChargeLine(
                own.Key,
                own.Key is { } agent ? names.GetValueOrDefault(agent, "agent parti") : "Sans agent",
                own.Sum(row => row.Open),
                own.Sum(row => row.Late),
                own.Sum(row => row.Week),
                missed.Where(row => row.AgentId == own.Key && CodeOf(row.ServiceId) == group.Key).Sum(row => row.Count),
                absents.Rows.FirstOrDefault(row => row.AgentId == own.Key)))
            .OrderByDescending(line => line.AgentId is null).ThenByDescending(line => line.Open).ThenBy(line => line.Nom, StringComparer.CurrentCulture)
            .ToList(), StringComparer.Ordinal);
        return
        [
            .. services.DistinctBy(row => row.Code).Where(row => lines.ContainsKey(row.Code)).Select(row => new ChargeService(row.Code, row.Nom, lines[row.Code])),
            .. lines.TryGetValue("", out var without) ? (ChargeService[])[new(null, "Sans service", without)] : [],
        ];
    }
}
