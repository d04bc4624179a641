using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Terrain;

/// <summary>A report from the field by an agent or an elected official: what, where, a photo.</summary>
[OnHost(HostKind.Bureau)]
public sealed class SignalerModel(PortalDb db, TerrainDesk terrain, IntakeDesk desk, IntakeFiles files, FileIntake file, CartePages cartes, TimeProvider time) : PageModel
{
    /// <summary>The commune, by its INSEE code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Commune { get; set; }

    /// <summary>What is reported, by the code of the démarche.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Demarche { get; set; }

    /// <summary>Names this report, so that the same form sent twice files one dossier.</summary>
    [BindProperty]
    public Guid Depot { get; set; }

    /// <summary>The communes for which the person may report.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The one that was chosen.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>What one can report there.</summary>
    public IReadOnlyList<DemarcheDefinition> Offered { get; private set; } = [];

    /// <summary>What was chosen.</summary>
    public DemarcheDefinition? Definition { get; private set; }

    /// <summary>Its form.</summary>
    public IntakeForm? Form { get; private set; }

    /// <summary>The map on which a script lets the person place a point; null when there is none to show.</summary>
    public CartePage? Carte { get; private set; }

    /// <summary>Shows what can be reported, or the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Depot = Guid.CreateVersion7(time.GetUtcNow());
        Form = Definition is null ? null : TerrainForm.Empty(Definition, desk.ContextOf(Chosen.Commune));
        return Page();
    }

    /// <summary>Files the report.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (Definition is null || Depot == Guid.Empty)
        {
            return BadRequest();
        }

        var agent = HttpContext.RequireAgent();
        try
        {
            var posted = Request.Form.ToDictionary(pair => pair.Key, pair => pair.Value.OfType<string>().ToArray(), StringComparer.Ordinal);
            var sent = await files.TakeAsync(db, new IntakeSending(Chosen.Commune.Id, Depot, agent.Sub, Definition, Request.Form), cancellationToken);
            Form = TerrainForm.Read(Definition, desk.ContextOf(Chosen.Commune), posted, sent.Answers, agent);
            if (Form.IsReady && sent.Errors.Count == 0)
            {
                var command = new FileIntakeCommand(Chosen.Commune, Definition, Form.Answers, Channel.Terrain, Depot);
                return LocalRedirect("/terrain/recu/" + await file.RunAsync(command, agent, cancellationToken));
            }

            sent.Errors.Concat(Form.Errors).ToList().ForEach(error => ModelState.AddModelError(error.InputId, error.Message));
        }
        catch (DossierRuleException refused)
        {
            Form ??= TerrainForm.Empty(Definition, desk.ContextOf(Chosen.Commune));
            ModelState.AddModelError("", refused.Message);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        Communes = terrain.CommunesOf(HttpContext.RequireAgent());
        if (Communes.Count == 0)
        {
            return Forbid(PortalSession.Scheme);
        }

        var asked = Communes.FirstOrDefault(own => own.Commune.Insee == Commune);
        if (asked is null && !string.IsNullOrEmpty(Commune))
        {
            return NotFound();
        }

        Chosen = asked ?? Communes[0];
        Offered = await terrain.OfferedAsync(db, Chosen.Commune.Id, cancellationToken);
        Definition = Offered.FirstOrDefault(row => row.Code == Demarche);
        Carte = Definition is null ? null : await cartes.FindAsync(HttpContext, Chosen.Commune, CarteEndpoints.OfCommune(Chosen.Commune.Insee));
        return string.IsNullOrEmpty(Demarche) || Definition is not null ? null : NotFound();
    }
}
