using System.Globalization;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Forms;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Where somebody outside reads a question and gives an opinion, with the link alone. What was answered, or is too old, shows nothing of it.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class GiveModel(ShownConsultations consultations, AnswerConsultation answer, PieceIntake intake, CodeAttempts attempts, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The opinion that the link is for.</summary>
    public Consultation Consultation { get; private set; } = null!;

    /// <summary>The question; null when it may no longer be answered.</summary>
    public ShownConsultation? Shown { get; private set; }

    /// <summary>The token of the link.</summary>
    public string Token { get; private set; } = "";

    /// <summary>What was typed.</summary>
    public (string? Sens, string? Texte, string? Signataire) Saisie { get; private set; }

    /// <summary>Shows the question, or what became of it.</summary>
    public async Task<IActionResult> OnGetAsync(string jeton) => await LoadAsync(jeton) ?? Shown switch
    {
        null when Consultation.Sens is null => Page(StatusCodes.Status410Gone),
        _ => Page(),
    };

    /// <summary>Takes the opinion.</summary>
    public async Task<IActionResult> OnPostAsync(string jeton)
    {
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (await LoadAsync(jeton) is { } refused)
        {
            return refused;
        }

        Saisie = (form["sens"], form["texte"], form["signataire"]);
        if (Shown is null)
        {
            return Page(Consultation.Sens is null ? StatusCodes.Status410Gone : StatusCodes.Status409Conflict);
        }

        if (form.Fault is not PostedFault.None)
        {
            return Refuse("", form.Message!, form.Status);
        }

        try
        {
            var sent = form.Files.GetFiles("fichier").FirstOrDefault(file => file.FileName.Length > 0);
            var stored = sent is null ? null : await intake.TakeAsync(sent, HttpContext.RequestAborted);
            var sens = Enum.TryParse<Opinion>(Saisie.Sens, out var read) && Enum.IsDefined(read) ? read : (Opinion?)null;
            await answer.AsOutsiderAsync(Consultation, new AnswerConsultationCommand(Consultation.Id, sens, Saisie.Texte, Saisie.Signataire, stored), HttpContext.RequestAborted);
            return Redirect(ConsultationLinks.Outside(Token));
        }
        catch (PieceRefusedException unfit)
        {
            return Refuse("fichier", unfit.Message, StatusCodes.Status422UnprocessableEntity);
        }
        catch (DossierRuleException rule)
        {
            // Somebody else with the same link may have been faster.
            await LoadAsync(jeton);
            return Refuse((rule as DossierFieldException)?.Field ?? "", rule.Message, StatusCodes.Status409Conflict);
        }
    }

    // Null once the link is known: what became of the opinion is on the page.
    private async Task<IActionResult?> LoadAsync(string jeton)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
        var attempt = await attempts.TryAsync(
            HttpContext.GetSiteHost().CommuneId, HttpContext.Connection.RemoteIpAddress, () => consultations.OfTokenAsync(jeton, HttpContext.RequestAborted), HttpContext.RequestAborted);
        if (attempt.Wait is { } wait)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (attempt.Found is not { } consultation)
        {
            return NotFound();
        }

        (Consultation, Token) = (consultation, jeton);
        Shown = consultation.OpensOn(consultations.Today) ? await consultations.ShowAsync(consultation, HttpContext.RequestAborted) : null;
        return null;
    }

    private PageResult Refuse(string field, string message, int status)
    {
        ModelState.AddModelError(field, message);
        return Page(status);
    }

    private PageResult Page(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
