using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Forms;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>Where who makes a request for another person says so: quality, names, how to be reached, the mandate. Nobody who asks for themself comes here.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class BehalfModel(Journeys journeys, DraftStarts starts, PieceIntake intake, SaveMandat save, IAntiforgery antiforgery, TimeProvider time) : PageModel
{
    private const string Upload = "fichier";

    /// <summary>The journey.</summary>
    public Journey Journey { get; private set; } = null!;

    /// <summary>What is typed.</summary>
    public MandatForm Typed { get; private set; } = null!;

    /// <summary>What keeps the whole form from being taken.</summary>
    public string? Fault { get; private set; }

    /// <summary>The mandate that the draft has.</summary>
    public Mandat? Known => Journey.Draft?.Mandat;

    /// <summary>Where « Revenir en arrière » leads.</summary>
    public string BackHref => ToCheck ? DemarcheLinks.Check(Slug) : Journey.Draft is null ? DemarcheLinks.Show(Slug) : Journey.ResumeHref;

    private string Slug => RouteData.Values["slug"] as string ?? "";

    private bool ToCheck => Request.Query["retour"] == "verifier";

    /// <summary>Shows the questions.</summary>
    public async Task<IActionResult> OnGetAsync() => await OpenAsync() ?? Page();

    /// <summary>Keeps the mandate, or takes it away, and leads on.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        Typed = form.Fault is PostedFault.None or PostedFault.Expired ? MandatForm.Read(form) : Typed;
        var busy = form.Fault is PostedFault.None && Journey.Draft is null ? starts.Refusal(HttpContext) : null;
        if (form.Message is not null || busy is not null)
        {
            (Fault, Response.StatusCode) = (form.Message ?? busy, busy is null ? form.Status : StatusCodes.Status429TooManyRequests);
            return Page();
        }

        if (form["geste"] == "retirer")
        {
            return await KeepAsync(null, null);
        }

        var mandat = Typed.Check(Journey.Flow.Context.Today, time.GetUtcNow().UtcDateTime, ModelState.AddModelError);
        var file = await TakeAsync(form);
        return mandat is null || !ModelState.IsValid ? Page() : await KeepAsync(mandat, file);
    }

    private async Task<IActionResult> KeepAsync(Mandat? mandat, StoredFile? file)
    {
        var key = await save.RunAsync(new SaveMandatCommand(Journey, mandat, file, !Typed.RetirerFichier, HttpContext.GetSub()), HttpContext.RequestAborted);
        if (key is not null)
        {
            DraftCookie.KeepDraft(Response, Slug, key);
        }

        return Redirect(ToCheck ? DemarcheLinks.Check(Slug) : DemarcheLinks.Begin(Slug));
    }

    private async Task<StoredFile?> TakeAsync(PostedForm form)
    {
        try
        {
            return form.Files.GetFile(Upload) is { FileName.Length: > 0 } upload ? await intake.TakeAsync(upload, HttpContext.RequestAborted) : null;
        }
        catch (PieceRefusedException refused)
        {
            ModelState.AddModelError(Upload, refused.Message);
            return null;
        }
    }

    private async Task<IActionResult?> OpenAsync()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        if (await journeys.FindAsync(HttpContext, Slug) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        Typed = MandatForm.Of(journey.Draft?.Mandat, journey.Flow.Context.Today, HttpContext.GetAccountName(), HttpContext.GetAccountEmail());
        return journey.Closed is null ? null : Redirect(journey.ResumeHref);
    }
}
