using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Forms;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

/// <summary>The one question about an ended dossier, for whoever has the link of the delivery mail or follows it. Only a sent form records.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class AvisModel(PortalDb db, AvisLinks links, FollowCookie follow, GiveSatisfaction give, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The dossier.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The answer that was recorded.</summary>
    public Satisfaction? Known { get; private set; }

    /// <summary>The token of the link; empty when the follow-up opened the question.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The answer that is chosen on the page.</summary>
    public string? Chosen { get; private set; }

    /// <summary>The comment on the page.</summary>
    public string Comment { get; private set; } = "";

    /// <summary>Whether the answer was just recorded.</summary>
    public bool JustGiven => Request.Query.ContainsKey("fait");

    /// <summary>Shows the question with the answer of the link chosen, or the one that was recorded.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(Request.Query["jeton"]))
        {
            return Redirect(FollowLinks.Enter);
        }

        Chosen = AvisWords.Find(Request.Query["note"]) is { } asked ? AvisWords.Slug(asked) : Known is null ? null : AvisWords.Slug(Known.Score);
        Comment = Known?.Comment ?? "";
        return Page();
    }

    /// <summary>Records the answer.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (!await LoadAsync(form["jeton"] ?? Request.Query["jeton"]))
        {
            return Redirect(FollowLinks.Enter);
        }

        (Chosen, Comment) = (form["note"], form["commentaire"] ?? "");
        if (form.Fault is not PostedFault.None)
        {
            return Refuse("", form.Message!, form.Status);
        }

        if (AvisWords.Find(Chosen) is not { } score)
        {
            return Refuse("note", "Choisissez une des trois réponses", 200);
        }

        try
        {
            await give.RunAsync(new GiveSatisfactionCommand(Dossier.CommuneId, Dossier.Id, score, Comment), HttpContext.RequestAborted);
            return Redirect($"{AvisLinks.Path}?{(Token.Length > 0 ? $"jeton={Token}&" : "")}fait=1");
        }
        catch (DossierRuleException refused)
        {
            return Refuse("commentaire", refused.Message, 200);
        }
    }

    private PageResult Refuse(string question, string message, int status)
    {
        ModelState.AddModelError(question, message);
        Response.StatusCode = status;
        return Page();
    }

    private async Task<bool> LoadAsync(string? token)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        var named = links.Read(token, HttpContext.GetSiteHost().CommuneId);
        Token = named is null ? "" : token!;
        if ((named is { } id ? await db.Dossiers.FirstOrDefaultAsync(row => row.Id == id, HttpContext.RequestAborted) : await follow.FindAsync(HttpContext, db)) is not { } dossier)
        {
            return false;
        }

        Dossier = dossier;
        Known = await db.Satisfactions.AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == dossier.Id, HttpContext.RequestAborted);
        return dossier.IsClosed;
    }
}
