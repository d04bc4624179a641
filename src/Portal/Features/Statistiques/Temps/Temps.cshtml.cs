using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>The time that an agent notes for each of their communes, and what they noted of late.</summary>
[OnHost(HostKind.Bureau)]
public sealed class TempsModel(PortalDb db, BureauRail rails, NoteTime noteTime, TimeSheets sheets, TimeProvider time) : PageModel
{
    private const int Most = 100;

    /// <summary>The communes for which the agent works.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>What the agent noted, the latest day first.</summary>
    public IReadOnlyList<TimeNote> Notes { get; private set; } = [];

    /// <summary>The numbers of the dossiers of those notes.</summary>
    public IReadOnlyDictionary<Guid, string> Numbers { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>What was typed.</summary>
    [BindProperty]
    public TimeForm Saisie { get; set; } = new();

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows the form and the notes.</summary>
    public async Task<IActionResult> OnGetAsync(string? fait, CancellationToken cancellationToken)
    {
        Done = fait;
        Saisie = new TimeForm { Id = Guid.CreateVersion7(time.GetUtcNow()), Jour = DateInput.From(sheets.Today) };
        return await LoadAsync(cancellationToken) ? Page() : Forbid(PortalSession.Scheme);
    }

    /// <summary>Notes a time, or takes one out.</summary>
    public async Task<IActionResult> OnPostAsync(string? geste, Guid note, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return Forbid(PortalSession.Scheme);
        }

        try
        {
            return geste == "retirer"
                ? await noteTime.VoidAsync(note, HttpContext.RequireAgent(), cancellationToken) ? LocalRedirect("/temps?fait=retirer") : NotFound()
                : await AddAsync(cancellationToken);
        }
        catch (DossierRuleException refused)
        {
            ModelState.Clear();
            ModelState.AddModelError(refused is DossierFieldException field ? "Saisie." + field.Field : "", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<IActionResult> AddAsync(CancellationToken cancellationToken)
    {
        var commune = (Communes is [var only] ? only : Communes.FirstOrDefault(own => own.Commune.Insee == Saisie.Commune))
            ?? throw new DossierFieldException(nameof(Saisie.Commune), "Choisissez la commune pour laquelle vous avez travaillé.");
        if (!Saisie.Jour.TryRead("le jour", out var day, out var error))
        {
            throw new DossierFieldException(nameof(Saisie.Jour), error + ".");
        }

        var minutes = TimeForm.Minutes(Saisie.Temps) ?? throw new DossierFieldException(nameof(Saisie.Temps), TimeForm.Unreadable);
        return await noteTime.OnDayAsync(new NoteTimeCommand(Saisie.Id, commune.Commune.Id, day, minutes), HttpContext.RequireAgent(), cancellationToken)
            ? LocalRedirect("/temps?fait=noter")
            : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayWork(own.Commune.Id))];
        if (Communes.Count == 0)
        {
            return false;
        }

        var (sub, since) = (agent.Sub, TimeSheets.MonthOf(sheets.Today).AddMonths(-1));
        Notes = await db.TimeNotes.AsNoTracking().Where(row => row.AgentId == sub && row.Day >= since && row.VoidedAt == null)
            .OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        List<Guid> dossiers = [.. Notes.Select(row => row.DossierId).OfType<Guid>().Distinct()];
        Numbers = await db.Dossiers.AsNoTracking().Where(row => dossiers.Contains(row.Id)).Select(row => new { row.Id, row.Numero }).ToDictionaryAsync(row => row.Id, row => row.Numero, cancellationToken);
        return true;
    }
}
