using System.Globalization;
using System.Security.Cryptography;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Forms;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Dossiers.Documents.Verify;

/// <summary>Where anyone verifies a paper of this commune; a code of another commune is as unknown as one that does not exist.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class VerifyModel(PortalDb db, CommuneDirectory directory, CodeAttempts attempts, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The fields: the code, and the file to compare.</summary>
    public const string CodeField = "code", FileField = "fichier";

    /// <summary>The commune of the host.</summary>
    public Commune Commune => directory.Find(HttpContext.GetSiteHost().CommuneId)!;

    /// <summary>What stands in the field.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The paper, once its code is known.</summary>
    public VerifiedPaper? Paper { get; private set; }

    /// <summary>Whether the file that was sent is the paper, byte for byte; null when none was.</summary>
    public bool? IsSame { get; private set; }

    // Not bound: what was typed would be shown again as it came.
    private string? CodeOfAddress => HttpContext.GetRouteValue(CodeField) as string;

    /// <summary>Shows the field, or the paper of the code.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        if (CodeOfAddress is { } code)
        {
            return await FindAsync(code) ?? Page();
        }

        var asked = Request.Query[CodeField].ToString();
        return PaperCode.TryParse(asked, out var typed) ? Redirect(PaperLinks.VerifyOf(typed))
            : Request.Query.ContainsKey(CodeField) ? await FindAsync(asked) ?? Page()
            : Page();
    }

    /// <summary>Compares a file with the paper; the file is read and forgotten.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (await FindAsync(CodeOfAddress ?? "") is { } refused)
        {
            return refused;
        }

        if (form.Fault is not PostedFault.None)
        {
            return Refuse(FileField, form.Fault is PostedFault.Expired ? "La page est restée ouverte trop longtemps\u00a0: choisissez de nouveau le fichier." : form.Message!, form.Status);
        }

        var sent = form.Files.GetFile(FileField);
        if (sent is not { Length: > 0 and <= PieceIntake.MaxBytes })
        {
            return sent is { Length: > 0 }
                ? Refuse(FileField, "Ce fichier dépasse 10\u00a0Mo\u00a0: ce n’est pas le document de la mairie.", StatusCodes.Status413PayloadTooLarge)
                : Refuse(FileField, "Choisissez le fichier PDF que vous avez reçu.");
        }

        await using var content = sent.OpenReadStream();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, HttpContext.RequestAborted));
        IsSame = hash == Paper!.Sha256;
        return Page();
    }

    // Null when the paper is found.
    private async Task<IActionResult?> FindAsync(string asked)
    {
        Typed = asked.Length <= 60 ? asked : "";
        if (!PaperCode.TryParse(Typed, out var code))
        {
            return Refuse(CodeField, Typed.Trim().Length == 0
                ? "Saisissez le code qui est au bas du document, par exemple K7F4M\u00a02WRTA\u00a0C8H3X"
                : "Ce code comporte une erreur de frappe\u00a0: relisez ses quinze signes au bas du document (il n’a ni 0, ni 1, ni O, ni I)");
        }

        Typed = PaperCode.Display(code);
        var attempt = await attempts.TryAsync(
            HttpContext.GetSiteHost().CommuneId,
            HttpContext.Connection.RemoteIpAddress,
            () => VerifiedPaper.FindAsync(db, code, HttpContext.RequestAborted),
            HttpContext.RequestAborted);
        if (attempt.Wait is { } wait)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Refuse(CodeField, $"Trop de codes inconnus ont été essayés depuis votre réseau. Attendez {French.Count((int)Math.Ceiling(wait.TotalMinutes), "minute")}, puis essayez de nouveau, ou appelez la mairie.", StatusCodes.Status429TooManyRequests);
        }

        Paper = attempt.Found;
        return Paper is null
            ? Refuse(CodeField, "Aucun document de cette commune ne porte ce code. Vérifiez le code et le nom de la commune\u00a0; si tout est exact, appelez la mairie\u00a0: ce document n’est pas d’elle.", StatusCodes.Status404NotFound)
            : null;
    }

    private PageResult Refuse(string field, string message, int status = StatusCodes.Status200OK)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = status;
        return Page();
    }
}
