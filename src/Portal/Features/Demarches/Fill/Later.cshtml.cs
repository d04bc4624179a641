using Beffroi.Portal.Features.Forms;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>The code by which a request that is being written goes on elsewhere.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class LaterModel(Journeys journeys, ResumeDraft resume, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The journey.</summary>
    public Journey Journey { get; private set; } = null!;

    /// <summary>The code, when there is one.</summary>
    public string? Code { get; private set; }

    /// <summary>What kept the code from being given.</summary>
    public string? Fault { get; private set; }

    private string Slug => RouteData.Values["slug"] as string ?? "";

    /// <summary>Shows the code, or how to get one.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        if (await journeys.FindAsync(HttpContext, Slug) is not { } journey)
        {
            return NotFound();
        }

        (Journey, Code) = (journey, journey.Draft?.Code);
        return journey.Draft is null ? Redirect(journey.ResumeHref) : Page();
    }

    /// <summary>Draws the code.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await OnGetAsync() is not PageResult page)
        {
            return Journey is null ? NotFound() : Redirect(Journey.ResumeHref);
        }

        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (form.Fault is not PostedFault.None)
        {
            (Fault, Response.StatusCode) = (form.Message, form.Status);
            return page;
        }

        return await resume.GiveCodeAsync(Journey.Commune.Id, Journey.Draft!.Id, HttpContext.RequestAborted) is null
            ? Redirect(DemarcheLinks.Receipt(Slug))
            : Redirect(DemarcheLinks.Later(Slug));
    }
}
