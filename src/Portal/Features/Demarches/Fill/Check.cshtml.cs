using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Forms;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>The last page: every answer in words, each with its way back, and the sending.</summary>
[OnHost(HostKind.Commune)]
[IgnoreAntiforgeryToken]
public sealed class CheckModel(Journeys journeys, FileDossier file, FollowCookie follow, IAntiforgery antiforgery) : PageModel
{
    /// <summary>The journey.</summary>
    public Journey Journey { get; private set; } = null!;

    /// <summary>The answers in words.</summary>
    public IReadOnlyList<SummaryGroup> Groups { get; private set; } = [];

    /// <summary>What keeps the form from being taken.</summary>
    public string? Fault { get; private set; }

    /// <summary>The draft.</summary>
    public Draft Draft => Journey.Draft!;

    private string Slug => RouteData.Values["slug"] as string ?? "";

    /// <summary>Whether the line names files.</summary>
    public bool IsFile(SummaryLine line) =>
        Journey.Demarche.AllFields().FirstOrDefault(field => field.Id == line.FieldId) is { Kind: FieldKind.Attachment };

    /// <summary>Shows the answers, or leads to the first page that is still to answer.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await journeys.FindAsync(HttpContext, Slug) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        if (journey.Draft is null && journey.Sent is not null)
        {
            return Redirect(DemarcheLinks.Receipt(Slug));
        }

        return Show();
    }

    /// <summary>Sends the request; sending it again gives the same receipt.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await journeys.FindAsync(HttpContext, Slug) is not { } journey)
        {
            return NotFound();
        }

        Journey = journey;
        var form = await PostedForm.ReadAsync(HttpContext, antiforgery);
        if (journey.IsSent(form["brouillon"]) || (journey.Draft is null && journey.Sent is not null))
        {
            return Redirect(DemarcheLinks.Receipt(Slug));
        }

        if (form.Fault is not PostedFault.None || journey.Draft is not { } draft || !journey.Flow.IsComplete || journey.Closed is not null)
        {
            Fault = form.Message;
            Response.StatusCode = form.Status;
            return Show();
        }

        var filed = await file.RunAsync(
            new FileDossierCommand
            {
                CommuneId = journey.Commune.Id,
                Demarche = journey.Demarche,
                Answers = journey.Flow.Answers,
                Channel = Channel.Web,
                DraftId = draft.Id,
                // The request is that of the person: it joins no account of who acts for them.
                UsagerSub = draft.Mandat is null ? HttpContext.GetSub() ?? draft.UsagerSub : null,
                Mandat = draft.Mandat,
            },
            HttpContext.RequestAborted);
        if (journey.Key is { } key)
        {
            DraftCookie.KeepReceipt(Response, Slug, key);
        }
        else if (draft.Mandat is not null)
        {
            // Neither a key nor an account leads to the receipt from here.
            follow.Keep(HttpContext, filed.Code);
            return Redirect(FollowLinks.Dossier);
        }

        return Redirect(DemarcheLinks.Receipt(Slug));
    }

    private IActionResult Show()
    {
        if (Journey.Draft is null || !Journey.Flow.IsComplete || Journey.Closed is not null)
        {
            return Redirect(Journey.ResumeHref);
        }

        Groups = FormSummary.Of(Journey.Flow);
        return Page();
    }
}
