using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Connaissances.Adapt;

/// <summary>One text of a commune: its own, or adapted from the syndicate's, which stands beside it.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CommuneConnaissanceModel(BureauRail rails, ConnaissanceLists lists, OfferedConnaissances offered, KeepConnaissance keep) : PageModel
{
    /// <summary>The text that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public ConnaissanceForm Saisie { get; set; } = new();

    /// <summary>The commune.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The syndicate's text that it is adapted from.</summary>
    public Connaissance? Source { get; private set; }

    /// <summary>Whether the syndicate's text changed since.</summary>
    public bool SourceChanged { get; private set; }

    /// <summary>The démarches to choose from.</summary>
    public IReadOnlyList<Choice> Demarches => lists.DemarchesOf(Chosen.Commune.Id);

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, ConnaissanceGenre genre, Guid? source, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        if (Id is { } id)
        {
            if (await offered.FindAsync(Chosen.Commune.Id, id, cancellationToken) is not { } row)
            {
                return NotFound();
            }

            Saisie = ConnaissanceForm.From(row);
            await ReadSourceAsync(row, cancellationToken);
            Saisie.SourceVue = Source?.TexteAt.Ticks;
            return Page();
        }

        Saisie = new ConnaissanceForm { Genre = genre, Source = source };
        await ReadSourceAsync(null, cancellationToken);
        if (source is not null && Source is null)
        {
            return NotFound();
        }

        if (Source is { } adapted)
        {
            Saisie = ConnaissanceForm.From(adapted);
            (Saisie.Source, Saisie.SourceVue) = (adapted.Id, adapted.TexteAt.Ticks);
        }

        Saisie.ARelireLe = DateInput.From(lists.Today.AddYears(1));
        return Page();
    }

    /// <summary>Records the text.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (await keep.RunAsync(new KeepConnaissanceCommand(Chosen.Commune.Id, Id, Saisie), HttpContext.RequireAgent(), cancellationToken) is not { } faults)
        {
            return NotFound();
        }

        if (faults.Count == 0)
        {
            return LocalRedirect($"/administration/modeles?commune={Chosen.Commune.Insee}&fait=enregistrer");
        }

        foreach (var fault in faults)
        {
            ModelState.AddModelError(fault.Field, fault.Message);
        }

        // Recording again is then a choice made knowingly.
        var row = Id is { } id ? await offered.FindAsync(Chosen.Commune.Id, id, cancellationToken) : null;
        Saisie.Version = row?.Version ?? Saisie.Version;
        await ReadSourceAsync(row, cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Takes the text away.</summary>
    public async Task<IActionResult> OnPostRetirerAsync(string? commune, CancellationToken cancellationToken) =>
        Choose(commune) && Id is { } id && await keep.RemoveAsync(Chosen.Commune.Id, id, cancellationToken)
            ? LocalRedirect($"/administration/modeles?commune={Chosen.Commune.Insee}&fait=retirer")
            : NotFound();

    private bool Choose(string? insee)
    {
        var agent = HttpContext.RequireAgent();
        var chosen = rails.CommunesOf(agent).FirstOrDefault(own => agent.MayAdminister(own.Commune.Id) && (insee is null || own.Commune.Insee == insee));
        Chosen = chosen!;
        return chosen is not null;
    }

    private async Task ReadSourceAsync(Connaissance? row, CancellationToken cancellationToken)
    {
        Source = (row?.SourceId ?? Saisie.Source) is { } id ? await offered.FindAsync(CommuneScope.SyndicatId, id, cancellationToken) : null;
        SourceChanged = row is not null && Source is not null && row.SourceTexteAt != Source.TexteAt;
    }
}
