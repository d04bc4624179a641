using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>The inbox: the dossiers of all the agent's communes, the nearest legal date first.</summary>
[OnHost(HostKind.Bureau)]
public sealed class InboxModel(PortalDb db, InboxRows inbox, BureauRail rails, DossierScreens screens, TimeProvider time) : PageModel
{
    /// <summary>What is shown.</summary>
    public InboxFilter Filter { get; private set; } = null!;

    /// <summary>The page of the list.</summary>
    public InboxPage List { get; private set; } = null!;

    /// <summary>The agent's communes and the counts.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The services of the agent's communes, by code.</summary>
    public IReadOnlyDictionary<string, string> Services { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The dossier shown beside the list, on wide screens.</summary>
    public DossierScreen? Preview { get; private set; }

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today { get; } = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    private List<Service> _services = [];

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(
        string? vue, string? commune, string? phase, string? canal, string? service, string? q, int? page, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Filter = InboxFilter.Read(vue, commune, phase, canal, service, q, page);
        Rail = await rails.ReadAsync(db, agent, Filter.View, Filter.Insee, cancellationToken);
        Filter = Filter with { Insee = Rail.Insee };
        List = await inbox.ReadAsync(db, agent, Filter, cancellationToken);
        _services = await db.Services.OrderBy(row => row.Rang).ToListAsync(cancellationToken);
        Services = _services.DistinctBy(row => row.Code).ToDictionary(row => row.Code, row => row.Nom, StringComparer.Ordinal);
        if (List.Rows is [var first, ..])
        {
            Preview = await screens.ReadAsync(db, agent, first.Numero, cancellationToken);
        }
    }

    /// <summary>The commune of a line with its colour.</summary>
    public RailCommune CommuneOf(InboxRow row) => Rail.Communes.First(commune => commune.Commune.Id == row.CommuneId);

    /// <summary>The second line of the démarche: service, urgency, what is new.</summary>
    public string DetailOf(InboxRow row) => string.Join(" · ", ((string?[])
    [
        _services.Find(service => service.Id == row.ServiceId)?.Nom,
        row.Priority == Priority.Normale ? null : "priorité " + BureauWords.Of(row.Priority).ToLowerInvariant(),
        row.Nouveau ? "nouveau message" : null,
        row.Outcome is { } outcome ? BureauWords.Of(outcome).ToLowerInvariant() : null,
    ]).Where(part => part is not null));

    /// <summary>« D. Exemple » of « Dominique Exemple ».</summary>
    public static string ShortName(string? name)
    {
        var parts = (name ?? "").Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 ? $"{parts[0][0]}. {parts[1]}" : name ?? "—";
    }

    /// <summary>What the head of the list says.</summary>
    public string Summary => Filter.Text is { } text
        ? $"{French.Count(List.Total, "demande")} pour « {text} », dans toutes vos communes"
        : $"{French.Count(List.Total, "demande")}, {(Filter.View is InboxView.Terminees or InboxView.Toutes ? "la plus récente d’abord" : "la plus proche échéance d’abord")}";

    /// <summary>The last page.</summary>
    public int LastPage => Math.Max(1, (List.Total + InboxFilter.PageSize - 1) / InboxFilter.PageSize);
}
