using Beffroi.Portal.Data;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Connaissances.Write;

/// <summary>One text that the syndicate writes.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ConsoleConnaissanceModel(ConnaissanceLists lists, OfferedConnaissances offered, KeepConnaissance keep) : PageModel
{
    /// <summary>The text that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public ConnaissanceForm Saisie { get; set; } = new();

    /// <summary>The démarches to choose from.</summary>
    public IReadOnlyList<Choice> Demarches => lists.DemarchesOf(CommuneScope.SyndicatId);

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(ConnaissanceGenre genre, CancellationToken cancellationToken)
    {
        if (Id is not { } id)
        {
            Saisie = new ConnaissanceForm { Genre = genre, ARelireLe = DateInput.From(lists.Today.AddYears(1)) };
            return Page();
        }

        if (await offered.FindAsync(CommuneScope.SyndicatId, id, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        Saisie = ConnaissanceForm.From(row);
        return Page();
    }

    /// <summary>Records the text.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Saisie.Source = null;
        if (await keep.RunAsync(new KeepConnaissanceCommand(CommuneScope.SyndicatId, Id, Saisie), HttpContext.RequireAgent(), cancellationToken) is not { } faults)
        {
            return NotFound();
        }

        if (faults.Count == 0)
        {
            return LocalRedirect("/console/modeles?fait=enregistrer");
        }

        foreach (var fault in faults)
        {
            ModelState.AddModelError(fault.Field, fault.Message);
        }

        await SeeNewestAsync(cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Takes the text away.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(CancellationToken cancellationToken) =>
        Id is { } id && await keep.RemoveAsync(CommuneScope.SyndicatId, id, cancellationToken) ? LocalRedirect("/console/modeles?fait=retirer") : NotFound();

    // Recording again is then a choice made knowingly.
    private async Task SeeNewestAsync(CancellationToken cancellationToken)
    {
        if (Id is { } id && await offered.FindAsync(CommuneScope.SyndicatId, id, cancellationToken) is { } row)
        {
            Saisie.Version = row.Version;
        }
    }
}
