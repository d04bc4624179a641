using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Dossiers.Vues;
using Beffroi.Web;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>A commune of the agent with its colour and its open dossiers.</summary>
/// <param name="Commune">The commune.</param>
/// <param name="Color">Its colour in the palette, 1 to 12.</param>
/// <param name="Open">Dossiers that are not ended.</param>
public sealed record RailCommune(Commune Commune, int Color, int Open);

/// <summary>The rail beside lists and dossiers: the views with their counts, the communes.</summary>
/// <param name="View">The view that is shown, or null.</param>
/// <param name="Insee">The commune that is shown alone, or null.</param>
/// <param name="Counts">The dossiers of each view.</param>
/// <param name="Communes">The agent's communes by name.</param>
public sealed record RailView(InboxView? View, string? Insee, IReadOnlyDictionary<InboxView, int> Counts, IReadOnlyList<RailCommune> Communes)
{
    /// <summary>The open tasks that the agent may do, opinions to give among them; null when tasks are not theirs.</summary>
    public int? Taches { get; init; }

    /// <summary>Who of the agent's communes is away today.</summary>
    public AbsentAgents Absents { get; init; } = AbsentAgents.None;

    /// <summary>The views that the agent named, or that colleagues share.</summary>
    public IReadOnlyList<SavedView> Saved { get; init; } = [];
}

/// <summary>Counts the dossiers of the rail.</summary>
public sealed class BureauRail(CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The agent's communes by name, each with the colour that tells it apart.</summary>
    public IReadOnlyList<RailCommune> CommunesOf(AgentAccess agent) =>
        [.. directory.All.Where(commune => agent.Communes.Contains(commune.Id)).Select((commune, place) => new RailCommune(commune, CommunePalette.At(place), 0))];

    /// <summary>Reads the rail in one grouped query over the dossiers that are not ended.</summary>
    public async Task<RailView> ReadAsync(PortalDb db, AgentAccess agent, InboxView? view, string? insee, CancellationToken cancellationToken)
    {
        var today = Web.Text.FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var me = agent.Sub;
        var groups = await db.Dossiers
            .Where(row => DossierPhases.Open.Contains(row.Phase))
            .GroupBy(row => row.CommuneId)
            .Select(group => new
            {
                Commune = group.Key,
                // As the views say of those that are treated with another.
                Open = group.Count(row => row.JointeA == null || row.Nouveau),
                Late = group.Count(row => row.NextDate < today),
                Mine = group.Count(row => row.AgentId == me && (row.JointeA == null || row.Nouveau)),
                ToQualify = group.Count(row => (row.Phase == Phase.Reception || row.Phase == Phase.Qualification) && row.JointeA == null),
                Unassigned = group.Count(row => row.AgentId == null && (row.JointeA == null || row.Nouveau)),
                Waiting = group.Count(row => row.AttendUsager && (row.JointeA == null || row.Nouveau)),
                Opinions = group.Count(row => row.AvisAttendus > 0 && (row.JointeA == null || row.Nouveau)),
                ToDeliver = group.Count(row => row.Phase == Phase.Delivrance && row.JointeA == null),
            })
            .ToListAsync(cancellationToken);

        var reach = TacheReach.Of(agent);
        var communes = CommunesOf(agent);
        var shown = communes.FirstOrDefault(commune => commune.Commune.Insee == insee)?.Commune.Id;
        var counted = groups.Where(group => shown is null || group.Commune == shown).ToList();
        return new RailView(
            view,
            shown is null ? null : insee,
            new Dictionary<InboxView, int>
            {
                [InboxView.ATraiter] = counted.Sum(group => group.Open),
                [InboxView.EnRetard] = counted.Sum(group => group.Late),
                [InboxView.LesMiennes] = counted.Sum(group => group.Mine),
                [InboxView.AQualifier] = counted.Sum(group => group.ToQualify),
                [InboxView.SansAgent] = counted.Sum(group => group.Unassigned),
                [InboxView.AttendUsager] = counted.Sum(group => group.Waiting),
                [InboxView.AttendAvis] = counted.Sum(group => group.Opinions),
                [InboxView.ADelivrer] = counted.Sum(group => group.ToDeliver),
            },
            [.. communes.Select(commune => commune with { Open = groups.Find(group => group.Commune == commune.Commune.Id)?.Open ?? 0 })])
        {
            Taches = reach.IsEmpty
                ? null
                : await reach.Narrow(db).CountAsync(row => row.Tache.DoneAt == null, cancellationToken) + await ConsultationReach.Of(agent).Awaited(db).CountAsync(cancellationToken),
            Absents = await AbsentAgents.ReadAsync(db, agent.Communes, today, cancellationToken),
            Saved = await SavedViews.ReadAsync(db, agent, cancellationToken),
        };
    }
}
