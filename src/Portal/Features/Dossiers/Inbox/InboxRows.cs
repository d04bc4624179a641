using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>One line of the inbox.</summary>
public sealed record InboxRow
{
    public required string Numero { get; init; }
    public required Guid CommuneId { get; init; }
    public required string UsagerNom { get; init; }
    public required Channel Channel { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required string Objet { get; init; }
    public required Phase Phase { get; init; }
    public required Priority Priority { get; init; }
    public required bool AttendUsager { get; init; }
    public required bool Nouveau { get; init; }
    public required Guid? ServiceId { get; init; }
    public required string? AgentNom { get; init; }
    public required DateOnly NextDate { get; init; }
    public required string? NextDateKind { get; init; }
    public required Outcome? Outcome { get; init; }
    public required DateTime? ClosedAt { get; init; }

    /// <summary>The number without the commune, which stands beside it.</summary>
    public string NumeroCourt => Numero[(Numero.IndexOf('-', StringComparison.Ordinal) + 1)..];
}

/// <summary>A page of the inbox.</summary>
/// <param name="Rows">The lines.</param>
/// <param name="Total">All lines of the filter.</param>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, int Total);

/// <summary>Reads the inbox: projected rows of one page, found through the index on commune, phase and date.</summary>
public sealed class InboxRows(CommuneDirectory directory, TimeProvider time)
{
    /// <summary>Reads one page of the agent's dossiers.</summary>
    public async Task<InboxPage> ReadAsync(PortalDb db, AgentAccess agent, InboxFilter filter, CancellationToken cancellationToken)
    {
        var matching = Search(db, Narrow(db, View(db.Dossiers, agent, filter.View), filter), filter.Text);
        var total = await matching.CountAsync(cancellationToken);
        // Keys follow the time of filing: the latest first where no date orders the list.
        var ordered = filter.View is InboxView.Terminees or InboxView.Toutes
            ? matching.OrderByDescending(row => row.Id)
            : matching.OrderBy(row => row.NextDate).ThenBy(row => row.Id);
        var rows = await ordered
            .Skip((filter.Page - 1) * InboxFilter.PageSize)
            .Take(InboxFilter.PageSize)
            .Select(row => new InboxRow
            {
                Numero = row.Numero,
                CommuneId = row.CommuneId,
                UsagerNom = row.UsagerNom,
                Channel = row.Channel,
                ReceivedAt = row.ReceivedAt,
                Objet = row.Objet,
                Phase = row.Phase,
                Priority = row.Priority,
                AttendUsager = row.AttendUsager,
                Nouveau = row.Nouveau,
                ServiceId = row.ServiceId,
                AgentNom = row.AgentNom,
                NextDate = row.NextDate,
                NextDateKind = row.NextDateKind,
                Outcome = row.Outcome,
                ClosedAt = row.ClosedAt,
            })
            .ToListAsync(cancellationToken);
        return new InboxPage(rows, total);
    }

    private IQueryable<Dossier> View(IQueryable<Dossier> dossiers, AgentAccess agent, InboxView view)
    {
        var today = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);
        var me = agent.Sub;
        var open = dossiers.Where(row => DossierPhases.Open.Contains(row.Phase));
        return view switch
        {
            InboxView.EnRetard => open.Where(row => row.NextDate < today),
            InboxView.LesMiennes => open.Where(row => row.AgentId == me),
            InboxView.AQualifier => dossiers.Where(row => row.Phase == Phase.Reception || row.Phase == Phase.Qualification),
            InboxView.AttendUsager => open.Where(row => row.AttendUsager),
            InboxView.ADelivrer => dossiers.Where(row => row.Phase == Phase.Delivrance),
            InboxView.Terminees => dossiers.Where(row => row.Phase == Phase.Cloture),
            InboxView.Toutes => dossiers,
            _ => open,
        };
    }

    private IQueryable<Dossier> Narrow(PortalDb db, IQueryable<Dossier> dossiers, InboxFilter filter)
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

        return filter.Service is { } service
            ? dossiers.Where(row => db.Services.Any(own => own.Id == row.ServiceId && own.Code == service))
            : dossiers;
    }

    private static IQueryable<Dossier> Search(PortalDb db, IQueryable<Dossier> dossiers, string? text)
    {
        if (text is null)
        {
            return dossiers;
        }

        if (FollowUpCode.TryParse(text, out var code))
        {
            return dossiers.Where(row => row.Code == code || row.AncienCode == code);
        }

        // Both fold case here, SQLite that of plain letters only.
        var pattern = "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return db is PgPortal
            ? dossiers.Where(row => EF.Functions.ILike(row.UsagerNom, pattern, "\\") || EF.Functions.ILike(row.Objet, pattern, "\\") || EF.Functions.ILike(row.Numero, pattern, "\\"))
            : dossiers.Where(row => EF.Functions.Like(row.UsagerNom, pattern, "\\") || EF.Functions.Like(row.Objet, pattern, "\\") || EF.Functions.Like(row.Numero, pattern, "\\"));
    }
}
