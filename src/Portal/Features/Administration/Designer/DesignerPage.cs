using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>What is asked when somebody else changed the démarche meanwhile: who, what, and everything that was typed here.</summary>
public sealed record DesignerConflict(string Author, DateTime At, IReadOnlyList<DefinitionChange> Changes, IReadOnlyList<KeyValuePair<string, string>> Typed);

/// <summary>A page about one démarche that a commune writes: it opens it, records what is done to it, and asks when somebody else changed it.</summary>
public abstract class DesignerPage(DesignerDesk desk) : PageModel
{
    private const string State = "etat";

    /// <summary>The démarche.</summary>
    public DesignerDraft Draft { get; private set; } = null!;

    /// <summary>What it says.</summary>
    public DemarcheDefinition Demarche => Draft.Demarche;

    /// <summary>Set when somebody else changed it.</summary>
    public DesignerConflict? Conflict { get; private set; }

    /// <summary>What was just recorded, in words; null when nothing was.</summary>
    public IReadOnlyList<string>? Recorded { get; private set; }

    /// <summary>The commune and the démarche, for addresses.</summary>
    public string Query => DesignerLinks.Query(Draft);

    /// <summary>The desk.</summary>
    protected DesignerDesk Desk => desk;

    /// <summary>Opens the démarche that the address names.</summary>
    /// <returns>False when the person may not, or it does not exist.</returns>
    protected async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(HttpContext.RequireAgent(), Request.Query["commune"], Request.Query["code"], cancellationToken) is not { } draft)
        {
            return false;
        }

        Draft = draft;
        if (HttpMethods.IsGet(Request.Method) && Request.Query["fait"] == draft.Revision.Id.ToString("N"))
        {
            var states = await desk.HistoryAsync(draft, cancellationToken);
            Recorded = states is [_, var former, ..] && DesignerDesk.Read(former) is { } before
                ? [.. DefinitionDiff.Between(before, draft.Demarche).Select(change => change.Text), .. Told(before)] : [];
        }

        return true;
    }

    /// <summary>Records what a gesture makes of the démarche, and goes on; shows this page again when it cannot.</summary>
    /// <param name="change">The gesture.</param>
    /// <param name="next">Where to go then.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    protected async Task<IActionResult> RecordAsync(Func<DemarcheDefinition, DemarcheDefinition> change, Func<string> next, CancellationToken cancellationToken)
    {
        if (Request.Form[State] != Draft.Revision.Id.ToString("N"))
        {
            return await AskAsync(cancellationToken);
        }

        ModelState.Clear();
        var changed = change(Demarche);
        if (ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (DefinitionJson.Same(changed, Demarche))
        {
            return LocalRedirect(next());
        }

        try
        {
            var revision = await desk.RecordAsync(Draft, changed, HttpContext.RequireAgent(), cancellationToken);
            var (address, mark) = next().Split('#') is [var path, var anchor] ? (path, "#" + anchor) : (next(), "");
            return LocalRedirect($"{address}&fait={revision.Id:N}{mark}");
        }
        catch (DemarcheChangedException)
        {
            await OpenAsync(cancellationToken);
            return await AskAsync(cancellationToken);
        }
    }

    private async Task<IActionResult> AskAsync(CancellationToken cancellationToken)
    {
        var former = Guid.TryParse(Request.Form[State], out var id) ? await desk.FindAsync(Draft, id, cancellationToken) : null;
        var before = former is null ? null : DesignerDesk.Read(former);
        Conflict = new DesignerConflict(
            Draft.Revision.Auteur, Draft.Revision.CreatedAt, before is null ? [] : DefinitionDiff.Between(before, Demarche),
            [.. Request.Form.Where(pair => pair.Key is not (State or "__RequestVerificationToken")).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    // What a removal changed beside the question itself is found again from the state before it.
    private IReadOnlyList<string> Told(DemarcheDefinition before) =>
        Request.Query["retire"].ToString() is { Length: > 0 } removed ? DefinitionEditor.Remove(before, removed).Told : [];
}
