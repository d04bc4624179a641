using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Asks for an opinion on a dossier: what would leave, and to whom, is read first and sent as it was read.</summary>
[OnHost(HostKind.Bureau)]
public sealed class AskModel(PortalDb db, BureauRail rails, DossierScreens screens, AskConsultation ask, GiveUpConsultation giveUp, TimeProvider time) : PageModel
{
    /// <summary>The dossier.</summary>
    public DossierScreen Screen { get; private set; } = null!;

    /// <summary>The counts beside it.</summary>
    public RailView Rail { get; private set; } = null!;

    /// <summary>What would leave, once it can be said.</summary>
    public ConsultationPreview? Preview { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public ConsultationForm Saisie { get; set; } = new();

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today { get; } = FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>Whether an opinion may still be asked for.</summary>
    public bool MayAsk => Screen.Dossier.Phase is Phase.Reception or Phase.Qualification or Phase.Traitement;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string numero, string? handler, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        Saisie = new ConsultationForm { Version = Screen.Dossier.Version };
        return handler is null ? Page() : LocalRedirect(ConsultationLinks.Ask(Screen.Dossier.Numero));
    }

    /// <summary>Shows what would leave, then sends it.</summary>
    public async Task<IActionResult> OnPostAsync(string numero, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var (agent, command) = (HttpContext.RequireAgent(), Saisie.Read(Screen.Dossier.Numero));
            Preview = await ask.PreviewAsync(Screen.Dossier, command, agent, cancellationToken);
            if (Saisie.Geste != "envoyer" || Saisie.Relu != Preview.Hash)
            {
                Saisie.Relu = Preview.Hash;
                ModelState.Remove(nameof(Saisie.Relu));
                return Page();
            }

            return await ask.RunAsync(command, agent, cancellationToken) ? LocalRedirect($"/dossiers/{Screen.Dossier.Numero}?fait=avis") : NotFound();
        }
        catch (DossierRuleException refused)
        {
            return Refuse(refused);
        }
    }

    /// <summary>Gives an opinion up.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(string numero, Guid consultation, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(numero, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            return await giveUp.RunAsync(Screen.Dossier.Numero, consultation, HttpContext.RequireAgent(), cancellationToken)
                ? LocalRedirect($"/dossiers/{Screen.Dossier.Numero}?fait=avis-retire")
                : NotFound();
        }
        catch (DossierRuleException refused)
        {
            return Refuse(refused);
        }
    }

    private PageResult Refuse(DossierRuleException refused)
    {
        // Sending again is then a choice made knowingly, on the dossier as it is now.
        (Preview, Saisie.Version) = (null, Screen.Dossier.Version);
        ModelState.Clear();
        ModelState.AddModelError((refused as DossierFieldException)?.Field ?? "", refused.Message);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(string numero, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (await screens.ReadAsync(db, agent, numero, cancellationToken) is not { MayWork: true } screen)
        {
            return false;
        }

        Screen = screen;
        Rail = await rails.ReadAsync(db, agent, null, null, cancellationToken);
        return true;
    }
}
