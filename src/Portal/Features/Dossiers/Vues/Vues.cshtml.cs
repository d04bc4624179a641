using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Vues;

/// <summary>The views that agents named: to keep one, to go to one, to remove one.</summary>
[OnHost(HostKind.Bureau)]
public sealed class VuesModel(PortalDb db, BureauRail rails, SavedViews views, CommuneDirectory directory, DemarcheCatalogue catalogue) : PageModel
{
    private Dictionary<string, string> _services = [];

    /// <summary>The counts beside the page.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The agent.</summary>
    public AgentAccess Agent { get; private set; } = null!;

    /// <summary>The state of the inbox that is to be kept.</summary>
    public InboxFilter Filter { get; private set; } = null!;

    /// <summary>The communes where the agent may share a view.</summary>
    public IReadOnlyList<RailCommune> ShareIn => [.. Rail.Communes.Where(commune => Agent.MayWork(commune.Commune.Id))];

    /// <summary>The name that was typed.</summary>
    public string? Nom { get; private set; }

    /// <summary>What was just done: « gardee », « supprimee », or null.</summary>
    public string? Done { get; private set; }

    /// <summary>What a state of the inbox shows, in words.</summary>
    public string InWords(InboxFilter filter) => filter.InWords(insee => directory.FindInsee(insee)?.Nom, _services.GetValueOrDefault, code => catalogue.Find(code)?.Libelle);

    /// <summary>Shows the views; the query is that of the inbox, to be kept.</summary>
    public async Task<IActionResult> OnGetAsync(string? handler, string? fait, CancellationToken cancellationToken)
    {
        if (handler is not null)
        {
            return LocalRedirect("/vues");
        }

        Done = fait;
        await LoadAsync(Request.QueryString.Value ?? "", cancellationToken);
        return Page();
    }

    /// <summary>Keeps a view, or removes one.</summary>
    public async Task<IActionResult> OnPostAsync(string? handler, string? nom, string? requete, string? partage, Guid? id, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (handler == "supprimer")
        {
            return id is { } view && await views.RemoveAsync(view, agent, cancellationToken) ? LocalRedirect("/vues?fait=supprimee") : NotFound();
        }

        if (handler is not null)
        {
            return NotFound();
        }

        try
        {
            var kept = await views.KeepAsync(new KeepViewCommand(nom, requete, partage), agent, cancellationToken);
            return LocalRedirect("/dossiers" + kept.Query);
        }
        catch (DossierFieldException refused)
        {
            Nom = nom;
            await LoadAsync(requete ?? "", cancellationToken);
            ModelState.Clear();
            ModelState.AddModelError(refused.Field, refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task LoadAsync(string query, CancellationToken cancellationToken)
    {
        Agent = HttpContext.RequireAgent();
        Filter = InboxFilter.Read(query);
        Rail = await rails.ReadAsync(db, Agent, null, null, cancellationToken);
        _services = (await db.Services.AsNoTracking().Select(row => new { row.Code, row.Nom }).ToListAsync(cancellationToken))
            .DistinctBy(row => row.Code, StringComparer.Ordinal).ToDictionary(row => row.Code, row => row.Nom, StringComparer.Ordinal);
    }
}
