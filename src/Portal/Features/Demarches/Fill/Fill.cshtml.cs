using Beffroi.Portal.Features.Cartes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Envois;
using Beffroi.Portal.Features.Forms;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>One page of a request: one theme, kept at each sending whatever is wrong in it.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class FillModel(
    Journeys journeys, DraftStarts starts, PageFilesIntake intake, UploadStore uploads, SavePage save, CartePages cartes, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The journey.</summary>
    public Journey Journey { get; private set; } = null!;

    /// <summary>The page, ready to draw.</summary>
    public FormPageView Form { get; private set; } = null!;

    /// <summary>The draft that the form goes on with.</summary>
    public Guid? DraftId { get; private set; }

    /// <summary>Where « Revenir en arrière » leads.</summary>
    public string BackHref { get; private set; } = "";

    /// <summary>What keeps the whole form from being taken.</summary>
    public string? Fault { get; private set; }

    private bool ToCheck => Request.Query["retour"] == "verifier";

    /// <summary>Shows the page, or leads to the first one that is still to answer.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await journeys.FindAsync(HttpContext, RouteText("slug")) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        if (journey.Closed is not null || journey.Flow.Find(RouteText("etape")) is not { } page || !journey.Flow.IsReachable(page))
        {
            return Redirect(journey.ResumeHref);
        }

        await DrawAsync(page, journey.Flow);
        return Page();
    }

    /// <summary>Keeps the page and leads to the next one, or shows it again with what is to be mended.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await journeys.FindAsync(HttpContext, RouteText("slug")) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (journey.IsSent(form["brouillon"]))
        {
            return Redirect(DemarcheLinks.Receipt(journey.Demarche.Code));
        }

        if (journey.Closed is not null || journey.Flow.Find(RouteText("etape")) is not { Exit: null } page)
        {
            return Redirect(journey.ResumeHref);
        }

        var refusal = form.Fault is not PostedFault.None ? form.Message : journey.Draft is null ? starts.Refusal(HttpContext) : null;
        if (refusal is not null)
        {
            return await RefuseAsync(page, form, refusal, form.Fault is PostedFault.None ? StatusCodes.Status429TooManyRequests : form.Status);
        }

        var block = BlockPost.Of(page, form.Values);
        var files = await intake.TakeAsync(journey.Flow, page, form, journey.Draft?.Id, HttpContext.RequestAborted);
        var saved = await save.RunAsync(new SavePageCommand(journey, page, block?.Values ?? form.Values, files, HttpContext.GetSub()), HttpContext.RequestAborted);
        // Not before: a save that fails leaves what was sent to the next try.
        uploads.Done(files.Uploads);
        if (saved.NewKey is { } key)
        {
            DraftCookie.KeepDraft(Response, journey.Demarche.Code, key);
        }

        if (block is null || saved.Result is null)
        {
            return await AnswerAsync(page, saved, form);
        }

        // One item more or less: the page as it was typed, nothing to mend yet.
        await DrawAsync(page, saved.Flow, block.Values, draftId: saved.DraftId, focus: block.FocusId);
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(PageDefinition page, PostedForm form, string fault, int status)
    {
        await DrawAsync(page, Journey.Flow, form.Values.Count > 0 ? form.Values : null);
        Fault = fault;
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(PageDefinition page, SavedPage saved, PostedForm form)
    {
        var code = Journey.Demarche.Code;
        if (saved.Result is not { } result)
        {
            return Redirect(DemarcheLinks.Receipt(code));
        }

        if (result.Errors.Count > 0)
        {
            await DrawAsync(page, saved.Flow, form.Values, result.Errors, saved.DraftId);
            return Page();
        }

        return Redirect(result.CanContinue
            ? Journey.NextHref(page, saved.Flow, ToCheck)
            : DemarcheLinks.Page(code, page.Id, FormValidation.InputId(result.Revealed[0]), ToCheck));
    }

    private async Task DrawAsync(
        PageDefinition page, FormFlow flow, IReadOnlyDictionary<string, string[]>? posted = null, IReadOnlyList<FieldError>? errors = null, Guid? draftId = null, string? focus = null)
    {
        Form = FormPageView.Of(flow, page, posted, errors, Journey.Known, focus, scripted: true);
        if (Form is { AsksForAPoint: true, Exit: null })
        {
            Form = Form with { Carte = await cartes.FindAsync(HttpContext, Journey.Commune, CarteEndpoints.Path) };
        }

        DraftId = draftId ?? Journey.Draft?.Id;
        BackHref = Journey.BackHref(page, flow, ToCheck);
    }

    private string RouteText(string name) => RouteData.Values[name] as string ?? "";
}
