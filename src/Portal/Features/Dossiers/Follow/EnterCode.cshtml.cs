using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Forms;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>Where the follow-up code is typed; a code of another commune is as unknown as one that does not exist.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class EnterCodeModel(PortalDb db, CodeAttempts attempts, FollowCookie follow, ResumeDraft resume, IAntiforgery antiforgery) : PageModel
{
    private const string Field = "code";

    /// <summary>What stands in the field.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Whether this browser follows a request already.</summary>
    public bool Follows { get; private set; }

    /// <summary>Shows the field, filled in when the address carries the code.</summary>
    public async Task OnGetAsync()
    {
        Follows = await follow.FindAsync(HttpContext, db) is not null;
        Typed = FollowUpCode.TryParse(Request.Query[Field], out var code) ? FollowUpCode.Display(code) : "";
        Response.Headers.CacheControl = "no-cache, no-store";
    }

    /// <summary>Opens the request of the code.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        Typed = form[Field] is { Length: <= 60 } typed ? typed : "";
        if (form.Fault is not PostedFault.None)
        {
            return Refuse(form.Fault is PostedFault.Expired ? "La page est restée ouverte trop longtemps\u00a0: envoyez de nouveau votre code." : form.Message!, form.Status);
        }

        if (!FollowUpCode.TryParse(Typed, out var code))
        {
            return Refuse(Typed.Trim().Length == 0
                ? "Saisissez le code de suivi qui est sur votre reçu, par exemple K7F4M\u00a02WRTA"
                : "Ce code comporte une erreur de frappe\u00a0: relisez ses dix signes sur votre reçu (il n’a ni 0, ni 1, ni O, ni I)");
        }

        var attempt = await attempts.TryAsync(
            HttpContext.GetSiteHost().CommuneId,
            HttpContext.Connection.RemoteIpAddress,
            () => LookAsync(code),
            HttpContext.RequestAborted);
        if (attempt.Wait is { } wait)
        {
            var minutes = (int)Math.Ceiling(wait.TotalMinutes);
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Refuse($"Trop de codes inconnus ont été essayés depuis votre réseau. Attendez {French.Count(minutes, "minute")}, puis essayez de nouveau, ou appelez la mairie.", StatusCodes.Status429TooManyRequests);
        }

        if (attempt.Found is not { } opened)
        {
            // Nothing of the request is said, not even to whom the new code went.
            return Refuse(await db.Dossiers.AnyAsync(row => row.AncienCode == code, HttpContext.RequestAborted)
                ? "Ce code n’est plus valable\u00a0: un nouveau code l’a remplacé. Si la demande est la vôtre, la mairie vous le donne, au guichet ou par téléphone."
                : "Aucune demande de cette commune ne porte ce code. Vérifiez le code et la commune à laquelle vous avez écrit.");
        }

        if (opened.Draft is { } draft)
        {
            DraftCookie.KeepDraft(Response, draft.DemarcheCode, draft.Key);
            return Redirect(DemarcheLinks.Begin(draft.DemarcheCode));
        }

        follow.Keep(HttpContext, code);
        return Redirect(FollowLinks.Dossier);
    }

    // One box for both: a request that is sent, or one that is still being written.
    private async Task<Opened?> LookAsync(string code)
    {
        if (await db.Dossiers.AnyAsync(row => row.Code == code, HttpContext.RequestAborted))
        {
            return new Opened(null);
        }

        return await resume.RunAsync(HttpContext.GetSiteHost().CommuneId, code, HttpContext.RequestAborted) is { } draft ? new Opened(draft) : null;
    }

    private PageResult Refuse(string message, int status = StatusCodes.Status200OK)
    {
        ModelState.AddModelError(Field, message);
        Response.StatusCode = status;
        return Page();
    }

    private sealed record Opened(ResumedDraft? Draft);
}
