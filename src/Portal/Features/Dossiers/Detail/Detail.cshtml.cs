using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>One dossier: who and what, the next act, the thread, the clock. Each action posts to its own address under it.</summary>
[OnHost(HostKind.Bureau)]
public sealed partial class DetailModel(
    PortalDb db, DossierScreens screens, BureauRail rails, AcknowledgementPreview acknowledgement, DossierActions actions, DossierUploads uploads, CartePages cartes,
    DetailBesides besides, TimeProvider time) : PageModel
{
    /// <summary>The dossier.</summary>
    public DossierScreen Screen { get; private set; } = null!;

    /// <summary>The acknowledgement that the qualification will send.</summary>
    public Courriel? Acknowledgement { get; private set; }

    /// <summary>Why the acknowledgement cannot be written, when it cannot: the qualification would be refused.</summary>
    public string? AcknowledgementFault { get; private set; }

    /// <summary>The map of the points that the person gave; null without a point, and when there is no map to show.</summary>
    public CartePage? Carte { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public DossierForm Saisie { get; set; } = new();

    /// <summary>The tab of writing that is open: message, note, pieces, attribuer.</summary>
    public string Tab { get; private set; } = "message";

    /// <summary>The action that was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today { get; } = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>Shows the dossier.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, string? handler, string? ecrire, string? fait, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        if (handler is not null)
        {
            return LocalRedirect("/dossiers/" + Screen.Dossier.Numero);
        }

        Tab = DossierForm.TabOf(ecrire);
        Done = fait;
        Saisie = new DossierForm { Service = DetailBeside.ServiceOf(Screen, Request.Query["service"]) ?? Screen.Dossier.ServiceId, Priorite = Screen.Dossier.Priority };
        return Page();
    }

    /// <summary>Does the action that the address names, such as « qualifier ».</summary>
    public async Task<IActionResult> OnPostAsync(string numero, string? handler, CancellationToken cancellationToken)
    {
        if (actions.Find(handler) is not { } act || !await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        if (!Screen.MayWork)
        {
            return Forbid(PortalSession.Scheme);
        }

        try
        {
            if (!await uploads.JoinAsync(Saisie, Screen.Dossier.Id, Request.Form, HttpContext.RequireAgent(), cancellationToken) && !await act(numero, Saisie, HttpContext.RequireAgent(), cancellationToken))
            {
                return NotFound();
            }

            uploads.Done(Saisie);
            return LocalRedirect($"/dossiers/{numero}?fait={handler}");
        }
        catch (Exception refused) when (refused is DossierRuleException or PieceRefusedException or MissingMentionException)
        {
            return await RefuseAsync(numero, handler!, refused, cancellationToken);
        }
    }

    private async Task<IActionResult> RefuseAsync(string numero, string geste, Exception refused, CancellationToken cancellationToken)
    {
        // The dossier as it is now, with what was typed: sending again is then a choice made knowingly.
        await LoadAsync(numero, cancellationToken);
        ModelState.Clear();
        ModelState.AddModelError(refused is DossierFieldException field ? field.Field : "", refused.Message);
        Tab = DossierForm.TabOf(geste);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(string numero, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await screens.ReadAsync(db, agent, numero, cancellationToken) is not { } screen)
        {
            return false;
        }

        Screen = screen;
        await ReadAroundAsync(agent, cancellationToken);
        Carte = screen.Answers.Any(group => group.Lines.Any(line => line.Point is not null))
            ? await cartes.FindAsync(HttpContext, screen.Commune.Commune, CarteEndpoints.OfDossier(numero))
            : null;
        try
        {
            Acknowledgement = screen.MayQualify ? await acknowledgement.WriteAsync(screen.Dossier, agent, cancellationToken) : null;
        }
        catch (DossierRuleException refused)
        {
            AcknowledgementFault = refused.Message;
        }

        return true;
    }
}
