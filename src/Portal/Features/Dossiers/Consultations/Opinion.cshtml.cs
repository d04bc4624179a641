using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Where an agent who was asked, or whose service was, reads the question and gives an opinion.</summary>
[OnHost(HostKind.Bureau)]
public sealed class OpinionModel(PortalDb db, BureauRail rails, ShownConsultations consultations, AnswerConsultation answer, PieceIntake intake) : PageModel
{
    /// <summary>The opinion.</summary>
    public Consultation Consultation { get; private set; } = null!;

    /// <summary>The question; null when it may no longer be answered.</summary>
    public ShownConsultation? Shown { get; private set; }

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public OpinionForm Saisie { get; set; } = new();

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid consultation, CancellationToken cancellationToken) =>
        await LoadAsync(consultation, cancellationToken) ? Page() : NotFound();

    /// <summary>Takes the opinion.</summary>
    public async Task<IActionResult> OnPostAsync(Guid consultation, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(consultation, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var file = Saisie.Fichier is { Length: > 0 } sent && Shown is not null ? await intake.TakeAsync(sent, cancellationToken) : null;
            return await answer.AsAgentAsync(new AnswerConsultationCommand(consultation, Saisie.Sens, Saisie.Texte, null, file), HttpContext.RequireAgent(), cancellationToken)
                ? LocalRedirect(ConsultationLinks.Inside(consultation))
                : NotFound();
        }
        catch (PieceRefusedException unfit)
        {
            return Refuse("fichier", unfit.Message);
        }
        catch (DossierRuleException refused)
        {
            await LoadAsync(consultation, cancellationToken);
            return Refuse((refused as DossierFieldException)?.Field ?? "", refused.Message);
        }
    }

    private PageResult Refuse(string field, string message)
    {
        ModelState.Clear();
        ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await consultations.OfAgentAsync(id, agent, cancellationToken) is not { } consultation)
        {
            return false;
        }

        Consultation = consultation;
        Shown = consultation.IsOpen ? await consultations.ShowAsync(consultation, cancellationToken) : null;
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return true;
    }
}
