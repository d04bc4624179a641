using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>The time of shared agents over all communes, what an hour costs, and the closing of a month: for the syndicate, which reads no request here.</summary>
[OnHost(HostKind.Bureau)]
public sealed class TempsConsoleModel(TimeSheets sheets, TimeTerms terms) : PageModel
{
    /// <summary>The sheet.</summary>
    public TimeSheet Sheet { get; private set; } = null!;

    /// <summary>The last twelve months.</summary>
    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    /// <summary>What an hour costs, in euros, as typed.</summary>
    [BindProperty]
    public string? Cout { get; set; }

    /// <summary>Where it comes from.</summary>
    [BindProperty]
    public string? Source { get; set; }

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Whether the month is over and open.</summary>
    public bool MayClose => Sheet.Closed is null && Sheet.Month < TimeSheets.MonthOf(sheets.Today);

    /// <summary>Shows the sheet.</summary>
    public async Task<IActionResult> OnGetAsync(string? mois, string? fait, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(mois, cancellationToken))
        {
            return NotFound();
        }

        var (_, cost) = await sheets.TermsAsync(Sheet.Month, cancellationToken);
        Cout = cost?.HourlyCents is { } cents ? (cents / 100m).ToString("0.##", System.Globalization.CultureInfo.GetCultureInfo("fr-FR")) : null;
        Source = cost?.Source;
        Done = fait;
        return Page();
    }

    /// <summary>Records the cost of an hour, or closes the month.</summary>
    public async Task<IActionResult> OnPostAsync(string? mois, string? geste, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(mois, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await (geste == "clore" ? terms.CloseAsync(Sheet.Month, HttpContext.RequireAgent(), cancellationToken) : terms.SetCostAsync(Cout, Source, cancellationToken));
            return LocalRedirect($"/console/temps?mois={StatPeriod.Month(Sheet.Month).From}&fait={(geste == "clore" ? "clore" : "cout")}");
        }
        catch (DossierRuleException refused)
        {
            ModelState.Clear();
            ModelState.AddModelError(refused is DossierFieldException field ? field.Field : "", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string? mois, CancellationToken cancellationToken)
    {
        if (sheets.Read(mois) is not { } month)
        {
            return false;
        }

        Sheet = await sheets.OfAllAsync(month, cancellationToken);
        Months = [.. Enumerable.Range(0, 12).Select(back => TimeSheets.MonthOf(sheets.Today).AddMonths(-back))];
        return true;
    }
}
