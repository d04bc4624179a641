using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>One paper before it is established: what the agent gives, the text as it will read, and the sheet.</summary>
[OnHost(HostKind.Bureau)]
public sealed class EstablishModel(PortalDb db, BureauRail rails, PaperDesk desk, WritePaper write, EstablishPaper establish) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>The template.</summary>
    public DocumentTemplate Template { get; private set; } = null!;

    /// <summary>The questions that the template asks for and that the usager did not answer.</summary>
    public IReadOnlyList<(string FieldId, string Label)> Unanswered { get; private set; } = [];

    /// <summary>The text as it will read, once asked for and complete.</summary>
    public PaperContent? Preview { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public PaperForm Saisie { get; set; } = new();

    /// <summary>Whether the template has a place.</summary>
    public bool Asks(string place) => DocumentPlaces.In(Template.Body).Contains(place, StringComparer.Ordinal);

    /// <summary>Shows the form, with what is known filled in.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, string modele, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (!await LoadAsync(numero, modele, agent, cancellationToken))
        {
            return NotFound();
        }

        Saisie = new PaperForm
        {
            Essai = Guid.CreateVersion7(),
            Motifs = Dossier.Motif,
            Signataire = agent.Nom,
            Qualite = agent.Qualite,
            Remise = Template.Kind is DocumentKind.Decision or DocumentKind.Refus ? "suite" : "suivi",
        };
        return Page();
    }

    /// <summary>Shows the text, draws the draft, or establishes the paper, as the button says.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, string modele, string? geste, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (!await LoadAsync(numero, modele, agent, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            if (geste == "etablir")
            {
                return await EstablishAsync(agent, cancellationToken);
            }

            Preview = await WriteAsync(cancellationToken);
            return geste == "pdf"
                ? File(PaperPdf.Draw(Preview, null).Bytes, "application/pdf", "projet-" + PaperWords.FileNameOf(Template.Title, numero))
                : Page();
        }
        catch (DossierRuleException refused)
        {
            return Refuse(refused);
        }
    }

    private Task<PaperContent> WriteAsync(CancellationToken cancellationToken) => write.RunAsync(db, Dossier, Template, Saisie.Read(), cancellationToken);

    private async Task<IActionResult> EstablishAsync(AgentAccess agent, CancellationToken cancellationToken)
    {
        var command = new EstablishPaperCommand(Dossier.Numero, Saisie.Version, Saisie.Essai, Template, Saisie.Read(), Saisie.Remise == "suivi");
        return await establish.RunAsync(command, agent, cancellationToken) ? LocalRedirect(PaperLinks.Of(Dossier.Numero) + "?fait=etabli") : NotFound();
    }

    private PageResult Refuse(DossierRuleException refused)
    {
        IEnumerable<(string? Field, string Message)> faults = refused is MissingPlacesException missing
            ? missing.Places.Select(place => (place.Field, place.Message))
            : [((refused as DossierFieldException)?.Field, refused.Message)];
        foreach (var (field, message) in faults)
        {
            ModelState.AddModelError(field ?? "", message);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(string numero, string modele, AgentAccess agent, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(numero, cancellationToken) is not { } dossier
            || desk.TemplatesFor(dossier, agent).Establish.FirstOrDefault(template => template.Id == modele) is not { } found)
        {
            return false;
        }

        (Dossier, Template, Unanswered) = (dossier, found, write.UnansweredOf(dossier, found));
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        return true;
    }
}
