using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>One line of the inbox.</summary>
public sealed record InboxRow
{
    public required Guid Id { get; init; }
    public required string Numero { get; init; }
    public required Guid CommuneId { get; init; }
    public required string UsagerNom { get; init; }
    public required Channel Channel { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required string Objet { get; init; }
    public required Phase Phase { get; init; }
    public required Priority Priority { get; init; }
    public required bool AttendUsager { get; init; }
    public required bool AttendAvis { get; init; }
    public required bool Nouveau { get; init; }
    public required Guid? ServiceId { get; init; }
    public required string? AgentNom { get; init; }
    public required DateOnly NextDate { get; init; }
    public required string? NextDateKind { get; init; }
    public required Outcome? Outcome { get; init; }
    public required DateTime? ClosedAt { get; init; }
    public required bool IsJoined { get; init; }

    /// <summary>How many others are treated with it.</summary>
    public int Joined { get; init; }

    /// <summary>The number without the commune, which stands beside it.</summary>
    public string NumeroCourt => Numero[(Numero.IndexOf('-', StringComparison.Ordinal) + 1)..];
}

/// <summary>A page of the inbox.</summary>
/// <param name="Rows">The lines.</param>
/// <param name="Total">The lines of the filter, no more than <see cref="InboxRows.MostCounted"/>.</param>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, int Total)
{
    /// <summary>Whether there are more lines than were counted.</summary>
    public bool More { get; init; }

    /// <summary>The words that were searched for instead of the misspelt ones; null when the typed ones were found.</summary>
    public string? Corrected { get; init; }
}

/// <summary>Reads the inbox: projected rows of one page, found through the index on commune, phase and date, or through the index of words.</summary>
public sealed class InboxRows(CommuneDirectory directory, TimeProvider time)
{
    /// <summary>The most lines that are counted: beyond, the list says « plus de ».</summary>
    public const int MostCounted = 1_000;

    /// <summary>Reads one page of the agent's dossiers.</summary>
    public async Task<InboxPage> ReadAsync(PortalDb db, AgentAccess agent, InboxFilter filter, CancellationToken cancellationToken)
    {
        var matching = Narrow(db, View(db.Dossiers, agent, filter.View), agent, filter);
        Found? found = null;
        if (filter.Text is { } text)
        {
            // Where one commune is chosen, the search is of that one: its matches are not lost among those of the others.
            var communes = filter.Insee is { } insee ? db.CommuneIds.Where(id => id == directory.FindInsee(insee)?.Id) : db.CommuneIds;
            found = await SearchDossiers.FindAsync(db, [.. communes], text, cancellationToken);
            var ids = found.Dossiers;
            if (filter is { View: InboxView.Toutes, IsNarrowed: false, Insee: null })
            {
                // The search gives the order already: only the rows of the page are read.
                var onPage = ids.Skip((filter.Page - 1) * InboxFilter.PageSize).Take(InboxFilter.PageSize).ToList();
                var page = await JoinedAsync(db, await RowsAsync(db.Dossiers.Where(row => onPage.Contains(row.Id)), filter with { Page = 1 }, cancellationToken), cancellationToken);
                return new InboxPage(page, ids.Count) { More = found.More, Corrected = found.Corrected };
            }

            matching = matching.Where(row => ids.Contains(row.Id));
        }

        var total = found is { Dossiers.Count: 0 } ? 0 : await matching.OrderBy(row => row.CommuneId).Take(MostCounted + 1).CountAsync(cancellationToken);
        var rows = total == 0 ? [] : await JoinedAsync(db, await RowsAsync(matching, filter, cancellationToken), cancellationToken);
        return new InboxPage(rows, Math.Min(total, MostCounted)) { More = total > MostCounted || found is { More: true }, Corrected = found?.Corrected };
    }

    // Of the lines of one page only.
    private static async Task<List<InboxRow>> JoinedAsync(PortalDb db, List<InboxRow> rows, CancellationToken cancellationToken)
    {
        var (ids, communes) = (rows.ConvertAll(row => (Guid?)row.Id), rows.Select(row => row.CommuneId).Distinct().ToList());
        var counts = await db.Dossiers
            .Where(row => communes.Contains(row.CommuneId) && ids.Contains(row.JointeA))
            .GroupBy(row => row.JointeA)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key!.Value, group => group.Count, cancellationToken);
        return counts.Count == 0 ? rows : rows.ConvertAll(row => row with { Joined = counts.GetValueOrDefault(row.Id) });
    }

    private static Task<List<InboxRow>> RowsAsync(IQueryable<Dossier> matching, InboxFilter filter, CancellationToken cancellationToken)
    {
        // Keys follow the time of filing: the latest first where no date orders the list.
        var ordered = filter.View is InboxView.Terminees or InboxView.Toutes
            ? matching.OrderByDescending(row => row.Id)
            : matching.OrderBy(row => row.NextDate).ThenBy(row => row.Id);
        return ordered
            .Skip((filter.Page - 1) * InboxFilter.PageSize)
            .Take(InboxFilter.PageSize)
            .Select(row => new InboxRow
            {
                Id = row.Id,
                Numero = row.Numero,
                CommuneId = row.CommuneId,
                UsagerNom = row.UsagerNom,
                Channel = row.Channel,
                ReceivedAt = row.ReceivedAt,
                Objet = row.Objet,
                Phase = row.Phase,
                Priority = row.Priority,
                AttendUsager = row.AttendUsager,
                AttendAvis = row.AvisAttendus > 0,
                Nouveau = row.Nouveau,
                ServiceId = row.ServiceId,
                AgentNom = row.AgentNom,
                NextDate = row.NextDate,
                NextDateKind = row.NextDateKind,
                Outcome = row.Outcome,
                ClosedAt = row.ClosedAt,
                IsJoined = row.JointeA != null,
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>The dossiers of a view.</summary>
    public IQueryable<Dossier> View(IQueryable<Dossier> dossiers, AgentAccess agent, InboxView view)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var me = agent.Sub;
        // What is treated with another is seen there, until its usager writes; a legal date that is past is never hidden.
        var all = dossiers.Where(row => DossierPhases.Open.Contains(row.Phase));
        var open = all.Where(row => row.JointeA == null || row.Nouveau);
        return view switch
        {
            InboxView.EnRetard => all.Where(row => row.NextDate < today),
            InboxView.LesMiennes => open.Where(row => row.AgentId == me),
            InboxView.AQualifier => dossiers.Where(row => (row.Phase == Phase.Reception || row.Phase == Phase.Qualification) && row.JointeA == null),
            InboxView.SansAgent => open.Where(row => row.AgentId == null),
            InboxView.AttendUsager => open.Where(row => row.AttendUsager),
            InboxView.AttendAvis => open.Where(row => row.AvisAttendus > 0),
            InboxView.ADelivrer => dossiers.Where(row => row.Phase == Phase.Delivrance && row.JointeA == null),
            InboxView.Terminees => dossiers.Where(row => row.Phase == Phase.Cloture),
            InboxView.Toutes => dossiers,
            _ => open,
        };
    }

    /// <summary>Those of them that a filter lets through, what is searched for aside.</summary>
    public IQueryable<Dossier> Narrow(PortalDb db, IQueryable<Dossier> dossiers, AgentAccess agent, InboxFilter filter)
    {
        if (filter.Insee is { } insee)
        {
            var commune = directory.FindInsee(insee)?.Id ?? Guid.Empty;
            dossiers = dossiers.Where(row => row.CommuneId == commune);
        }

        if (filter.Phase is { } phase)
        {
            dossiers = dossiers.Where(row => row.Phase == phase);
        }

        if (filter.Channel is { } channel)
        {
            dossiers = dossiers.Where(row => row.Channel == channel);
        }

        if (filter.Priority is { } priority)
        {
            dossiers = dossiers.Where(row => row.Priority == priority);
        }

        if (filter.Demarche is { } demarche)
        {
            dossiers = dossiers.Where(row => row.DemarcheCode == demarche);
        }

        if (filter.Agent is { } one)
        {
            Guid? id = one switch { InboxFilter.Nobody => null, InboxFilter.Me => agent.Sub, _ => Guid.Parse(one) };
            dossiers = dossiers.Where(row => row.AgentId == id);
        }

        return filter.Service is { } service
            ? dossiers.Where(row => db.Services.Any(own => own.Id == row.ServiceId && own.Code == service))
            : dossiers;
    }
}
