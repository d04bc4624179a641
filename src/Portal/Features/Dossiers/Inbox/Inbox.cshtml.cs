using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Lots;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Inbox;

/// <summary>The inbox: the dossiers of all the agent's communes, the nearest legal date first.</summary>
[OnHost(HostKind.Bureau)]
public sealed class InboxModel(PortalDb db, InboxRows inbox, BureauRail rails, DossierScreens screens, DemarcheCatalogue catalogue, TimeProvider time) : PageModel
{
    /// <summary>What is shown.</summary>
    public InboxFilter Filter { get; private set; } = null!;

    /// <summary>The page of the list.</summary>
    public InboxPage List { get; private set; } = null!;

    /// <summary>The agent's communes and the counts.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>What the filters offer.</summary>
    public InboxChoices Choices { get; private set; } = null!;

    /// <summary>The dossier shown beside the list, on wide screens.</summary>
    public DossierScreen? Preview { get; private set; }

    /// <summary>The change to several dossiers that was just made, or null.</summary>
    public BulkNotice? Lot { get; private set; }

    /// <summary>Whether the agent may change what is listed.</summary>
    public bool MayChange { get; private set; }

    /// <summary>The targets that run for the listed dossiers, by dossier.</summary>
    public IReadOnlyDictionary<Guid, SuiviObjectif> Objectifs { get; private set; } = new Dictionary<Guid, SuiviObjectif>();

    /// <summary>The instant of reading, UTC.</summary>
    public DateTime Now { get; } = time.GetUtcNow().UtcDateTime;

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => FrenchDates.DayOf(Now);

    /// <summary>Where a script asks how many requests came since; null where a search or an ended list shows no new one.</summary>
    public string? NewAddress => Filter.Text is null && Filter.View is not InboxView.Terminees
        ? $"/dossiers/nouvelles{Filter.Query}&depuis={NewDossiers.Mark(time.GetUtcNow())}"
        : null;

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(Guid? lot, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Filter = InboxFilter.Read(Request.Query);
        Rail = await rails.ReadAsync(db, agent, Filter.View, Filter.Insee, cancellationToken);
        Filter = Filter with { Insee = Rail.Insee };
        List = await inbox.ReadAsync(db, agent, Filter, cancellationToken);
        Guid[] ids = [.. List.Rows.Select(row => row.Id)];
        Objectifs = ids.Length == 0 ? Objectifs : await db.SuivisObjectifs.AsNoTracking().Where(row => ids.Contains(row.DossierId) && row.EndedAt == null).ToDictionaryAsync(row => row.DossierId, cancellationToken);
        Choices = await InboxChoices.ReadAsync(db, catalogue, Today, cancellationToken);
        MayChange = List.Rows.Any(row => agent.MayWork(row.CommuneId));
        Lot = lot is { } id ? await BulkNotice.ReadAsync(db, agent, id, cancellationToken) : null;
        if (List.Rows is [var first, ..])
        {
            Preview = await screens.ReadAsync(db, agent, first.Numero, cancellationToken);
        }
    }

    /// <summary>The commune of a line with its colour.</summary>
    public RailCommune CommuneOf(InboxRow row) => Rail.Communes.First(commune => commune.Commune.Id == row.CommuneId);

    /// <summary>The name of a colleague, with the absence where there is one in any commune.</summary>
    public string LabelOf(Choice colleague) => Rail.Absents.Rows.FirstOrDefault(row => row.AgentId.ToString() == colleague.Value) is { } absence
        ? Rail.Absents.Label(absence.CommuneId, absence.AgentId, colleague.Label, Today)
        : colleague.Label;

    /// <summary>What there is to say of the commune's own target: missed, or near; null otherwise.</summary>
    public string? ObjectifOf(InboxRow row) => Objectifs.GetValueOrDefault(row.Id) is { } open && (open.IsMissed(Now) || open.IsNear(Now)) ? "objectif " + (open.IsMissed(Now) ? "dépassé" : "proche") : null;

    /// <summary>The second line of the démarche: service, urgency, what is new.</summary>
    public string DetailOf(InboxRow row) => string.Join(" · ", ((string?[])
    [
        Choices.AllServices.FirstOrDefault(service => service.Id == row.ServiceId)?.Nom,
        row.Priority == Priority.Normale ? null : "priorité " + BureauWords.Of(row.Priority).ToLowerInvariant(),
        row.Nouveau ? "nouveau message" : null,
        row.AttendAvis ? "attend un avis" : null,
        row.Joined > 0 ? French.Count(row.Joined, "jointe") : null,
        row.IsJoined ? "traitée avec une autre" : null,
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
        ? $"{Count} pour «\u00a0{text}\u00a0»{(Filter.Insee is null ? ", dans toutes vos communes" : "")}{(List.More ? ", les plus récentes. Ajoutez un mot pour en trouver moins" : "")}"
        : $"{Count}, {(Filter.View is InboxView.Terminees or InboxView.Toutes ? "la plus récente d’abord" : "la plus proche échéance d’abord")}";

    /// <summary>What is said when other words than the typed ones were found.</summary>
    public string NothingFor => $"Aucune demande pour «\u00a0{Filter.Text}\u00a0»";

    /// <summary>The last page that was counted.</summary>
    public int LastPage => Math.Max(1, (List.Total + InboxFilter.PageSize - 1) / InboxFilter.PageSize);

    /// <summary>Whether a page follows.</summary>
    public bool HasNext => Filter.Page < LastPage;

    private string Count => List.More ? $"Plus de {French.Count(List.Total, "demande")}" : French.Count(List.Total, "demande");
}
