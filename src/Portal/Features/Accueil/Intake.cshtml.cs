using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>A request taken at the counter, on the phone or from a letter, on one screen.</summary>
[OnHost(HostKind.Bureau)]
public sealed partial class IntakeModel(
    PortalDb db, BureauRail rails, IntakeDesk desk, IntakeFiles files, FileIntake file, OfferedConnaissances connaissances, TimeProvider time) : PageModel
{
    /// <summary>How the person comes.</summary>
    [BindProperty(SupportsGet = true)]
    public Channel Canal { get; set; } = Channel.Guichet;

    /// <summary>The commune, by its INSEE code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Commune { get; set; }

    /// <summary>The démarche, by its code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Demarche { get; set; }

    /// <summary>The record of the person, when one was chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Personne { get; set; }

    /// <summary>Names this intake, so that the same form sent twice files one dossier.</summary>
    [BindProperty]
    public Guid Depot { get; set; }

    /// <summary>The answer given on the spot.</summary>
    [BindProperty]
    public string? Reponse { get; set; }

    /// <summary>Whether the agent states that the person agreed.</summary>
    [BindProperty]
    public bool Accord { get; set; }

    /// <summary>The communes for which the agent may take requests.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that was chosen.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The person who was chosen.</summary>
    public IntakePersonne? Who { get; private set; }

    /// <summary>The démarches that the commune offers.</summary>
    public IReadOnlyList<DemarcheDefinition> Offered { get; private set; } = [];

    /// <summary>The démarche that was chosen.</summary>
    public DemarcheDefinition? Definition { get; private set; }

    /// <summary>Its form.</summary>
    public IntakeForm? Form { get; private set; }

    /// <summary>Requests of the day at the counter and on the phone, and those answered on the spot.</summary>
    public (int All, int OnTheSpot) Day { get; private set; }

    /// <summary>Shows the choice of a démarche, or its form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Depot = Guid.CreateVersion7(time.GetUtcNow());
        Form = Definition is null ? null : IntakeForm.Empty(Definition, Context, Who?.Known);
        return Page();
    }

    /// <summary>Files the request; « sur-place » also ends it.</summary>
    public async Task<IActionResult> OnPostAsync(string? geste, string? champ, InsertionWay deja, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (Definition is null || Depot == Guid.Empty)
        {
            return BadRequest();
        }

        try
        {
            var posted = Request.Form.ToDictionary(pair => pair.Key, pair => pair.Value.OfType<string>().ToArray(), StringComparer.Ordinal);
            var sent = await files.TakeAsync(db, new IntakeSending(Chosen.Commune.Id, Depot, HttpContext.RequireAgent().Sub, Definition, Request.Form), cancellationToken);
            Form = IntakeForm.Read(Definition, Context, posted, sent.Answers, isUnfinished: champ is not null);
            if (champ is not null && sent.Errors.Count == 0)
            {
                Insert(deja);
                return Page();
            }

            if (Form.IsReady && Accord && sent.Errors.Count == 0)
            {
                var command = new FileIntakeCommand(Chosen.Commune, Definition, Form.Answers, Canal, Depot)
                {
                    PersonneId = Personne,
                    IsAnswered = geste == "sur-place",
                    Answer = Reponse,
                    Modeles = Modeles,
                };
                return LocalRedirect("/accueil/recu/" + await file.RunAsync(command, HttpContext.RequireAgent(), cancellationToken));
            }

            sent.Errors.Concat(IntakeConsent.Errors(Form, Accord)).ToList().ForEach(error => ModelState.AddModelError(error.InputId, error.Message));
        }
        catch (DossierRuleException refused)
        {
            Form ??= IntakeForm.Empty(Definition, Context);
            ModelState.AddModelError("", refused.Message);
        }

        Response.StatusCode = Form.Focus is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }

    private FormContext Context => desk.ContextOf(Chosen.Commune);

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayQualify(own.Commune.Id))];
        if (Communes.Count == 0)
        {
            return Forbid(PortalSession.Scheme);
        }

        if (Canal is not (Channel.Guichet or Channel.Telephone or Channel.Courrier))
        {
            Canal = Channel.Guichet;
        }

        var asked = Communes.FirstOrDefault(own => own.Commune.Insee == Commune);
        if (asked is null && !string.IsNullOrEmpty(Commune))
        {
            return NotFound();
        }

        Chosen = asked ?? Communes[0];
        Offered = await desk.OfferedAsync(db, Chosen.Commune.Id, cancellationToken);
        Definition = Offered.FirstOrDefault(row => row.Code == Demarche);
        Connaissances = Definition is null ? null : await connaissances.ReadAsync(Chosen.Commune.Id, Definition.Code, cancellationToken);
        Day = await desk.DayAsync(db, Chosen.Commune.Id, cancellationToken);
        Who = Personne is { } chosen ? await IntakePersonne.FindAsync(db, Chosen.Commune.Id, chosen, cancellationToken) : null;
        return (string.IsNullOrEmpty(Demarche) || Definition is not null) && (Personne is null || Who is not null) ? null : NotFound();
    }
}
