using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.Demarches;

/// <summary>One démarche of a commune: its own values, the next version and what it changes, the way back.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CommuneDemarcheModel(
    PortalDb db, BureauRail rails, CommuneDirectory directory, DemarcheCatalogue catalogue, PublishedDemarches published, AdoptDemarche adopt) : PageModel
{
    /// <summary>The commune.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The démarche there.</summary>
    public CommuneDemarcheView View { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public LocalForm Saisie { get; set; } = new();

    /// <summary>What was just done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>The page of the démarche on the commune's site.</summary>
    public string PublicHref => directory.UrlOf(Chosen.Commune, DemarcheLinks.Show(View.Version.Code));

    /// <summary>A text of a definition for this commune.</summary>
    public string Fill(string text) => new FormContext(default, Chosen.Commune.Nom, Chosen.Commune.Liaison).Fill(text);

    /// <summary>Shows the démarche.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? code, string? fait, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, code, cancellationToken))
        {
            return NotFound();
        }

        Saisie = LocalForm.From(View.Local);
        Done = View.WordsOf(fait);
        return Page();
    }

    /// <summary>Records the commune's own values.</summary>
    public Task<IActionResult> OnPostValeursAsync(string? commune, string? code, CancellationToken cancellationToken) => DoAsync(commune, code, "valeurs", async () =>
    {
        var errors = new List<(string Field, string Message)>();
        var values = Saisie.Read(View.Version, [.. View.Services.Select(service => service.Code)], View.Local, errors);
        errors.ForEach(error => ModelState.AddModelError($"{error.Field}", error.Message));
        if (errors.Count == 0)
        {
            await adopt.SetLocalAsync(Chosen.Commune.Id, View.Version.Code, values, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Takes another version.</summary>
    public Task<IActionResult> OnPostVersionAsync(string? commune, string? code, string? version, CancellationToken cancellationToken) =>
        DoAsync(commune, code, "version", () => adopt.TakeVersionAsync(Chosen.Commune.Id, View.Version.Code, version ?? "", cancellationToken), cancellationToken);

    /// <summary>Goes back to the version before.</summary>
    public Task<IActionResult> OnPostRevenirAsync(string? commune, string? code, CancellationToken cancellationToken) =>
        DoAsync(commune, code, "revenir", () => adopt.GoBackAsync(Chosen.Commune.Id, View.Version.Code, cancellationToken), cancellationToken);

    /// <summary>Stops offering the démarche.</summary>
    public Task<IActionResult> OnPostRetirerAsync(string? commune, string? code, CancellationToken cancellationToken) =>
        DoAsync(commune, code, "retirer", () => adopt.LeaveAsync(Chosen.Commune.Id, View.Version.Code, cancellationToken), cancellationToken);

    private async Task<IActionResult> DoAsync(string? commune, string? code, string done, Func<Task> act, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, code, cancellationToken))
        {
            return NotFound();
        }

        ModelState.Clear();
        try
        {
            await act();
        }
        catch (DemarcheRuleException refused)
        {
            ModelState.AddModelError("", refused.Message);
        }

        if (ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var page = done == "retirer" ? "demarches" : "demarche";
        return LocalRedirect($"/administration/{page}?commune={Chosen.Commune.Insee}&code={Uri.EscapeDataString(View.Version.Code)}&fait={done}");
    }

    private async Task<bool> LoadAsync(string? insee, string? code, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (rails.CommunesOf(agent).FirstOrDefault(own => agent.MayAdminister(own.Commune.Id) && own.Commune.Insee == insee) is not { } chosen)
        {
            return false;
        }

        Chosen = chosen;
        await published.LookAsync(cancellationToken);
        View = (await CommuneDemarcheView.ReadAsync(db, catalogue, chosen.Commune.Id, code, cancellationToken))!;
        return View is not null;
    }
}
