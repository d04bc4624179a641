using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.Features.Forms;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>Where a request is, what there is to do, the thread and the documents, for whoever holds the code or the account.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class FollowModel(
    PortalDb db, FollowedDossiers dossiers, FollowCookie follow, FormUploads uploads, AnswerAsUsager answer, AttachDossier attach, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The box of the files.</summary>
    public const string Box = "fichiers";

    /// <summary>The most files in one sending.</summary>
    public const int MaxFiles = 10;

    /// <summary>What is shown.</summary>
    public FollowedDossier Followed { get; private set; } = null!;

    /// <summary>The text of the form that was refused.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The form that was refused: pieces or message.</summary>
    public string? Refused { get; private set; }

    /// <summary>What was just done, to be said once.</summary>
    public string? Done => Request.Query["fait"].ToString() switch
    {
        "pieces" => "La mairie a reçu vos fichiers.",
        "message" => "Votre message est envoyé.",
        "compte" => "Cette demande est dans votre compte.",
        _ => null,
    };

    /// <summary>Shows the request, or asks for the code.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        return await LoadAsync() ? Page() : Redirect(FollowLinks.Enter);
    }

    /// <summary>Takes what the usager sends.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return Redirect(FollowLinks.Enter);
        }

        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        var kind = form["formulaire"] is "pieces" or "rattacher" ? form["formulaire"]! : "message";
        Typed = form[kind == "pieces" ? "mot" : "texte"] ?? "";
        if (form.Fault is not PostedFault.None)
        {
            return Refuse(kind, form.Message!, form.Status);
        }

        try
        {
            return kind == "rattacher" ? await AttachAsync() : await AnswerAsync(kind, form);
        }
        catch (PieceRefusedException refused)
        {
            return Refuse(kind, refused.Message);
        }
        catch (DossierRuleException refused)
        {
            return Refuse(kind, refused.Message);
        }
    }

    private async Task<IActionResult> AnswerAsync(string kind, PostedForm form)
    {
        var dossier = Followed.Dossier;
        var arrived = await uploads.ReadAsync(db, dossier.Id, dossier.Id, Box, form.Values.GetValueOrDefault(Box + ".envoi", []), HttpContext.RequestAborted);
        if (arrived.IsRepeated)
        {
            uploads.Done(arrived);
            return Redirect($"{FollowLinks.Dossier}?fait={kind}");
        }

        if (arrived.Lost.Count > 0)
        {
            return Refuse(kind, FormUploads.LostWords);
        }

        var sent = form.Files.GetFiles(Box).Where(file => file.FileName.Length > 0).Concat(arrived.Files).ToList();
        if (sent.Count > MaxFiles)
        {
            return Refuse(kind, $"Envoyez {MaxFiles}\u00a0fichiers au plus à la fois.");
        }

        if (kind == "pieces" && sent.Count == 0)
        {
            return Refuse(kind, "Choisissez le fichier à envoyer. Si vous ne l’avez pas, écrivez-le à la mairie plus bas.");
        }

        if (Typed.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            return Refuse(kind, "Retirez les caractères spéciaux de votre message\u00a0: ils ne peuvent pas être lus.");
        }

        var files = new List<StoredFile>();
        foreach (var file in sent)
        {
            files.Add(await uploads.TakeAsync(file, HttpContext.RequestAborted));
        }

        await answer.RunAsync(
            new AnswerAsUsagerCommand(dossier.CommuneId, dossier.Id, HttpContext.GetSub(), Typed.ReplaceLineEndings("\n").Trim(), files), HttpContext.RequestAborted);
        uploads.Done(sent);
        return Redirect($"{FollowLinks.Dossier}?fait={kind}");
    }

    private async Task<IActionResult> AttachAsync()
    {
        if (HttpContext.GetSub() is not { } sub)
        {
            return Redirect("/connexion?suite=" + FollowLinks.Dossier);
        }

        await attach.RunAsync(Followed.Dossier.CommuneId, Followed.Dossier.Id, sub, HttpContext.RequestAborted);
        return Redirect(FollowLinks.Dossier + "?fait=compte");
    }

    private async Task<bool> LoadAsync()
    {
        if (await follow.FindAsync(HttpContext, db) is not { } dossier || await dossiers.FindAsync(dossier.Id, HttpContext.RequestAborted) is not { } followed)
        {
            return false;
        }

        Followed = followed;
        return true;
    }

    private PageResult Refuse(string kind, string message, int status = StatusCodes.Status200OK)
    {
        Refused = kind;
        ModelState.AddModelError(kind == "pieces" ? Box : kind == "message" ? "texte" : "", message);
        Response.StatusCode = status;
        return Page();
    }
}
