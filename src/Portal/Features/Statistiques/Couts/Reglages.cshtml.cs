using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Statistiques.Rapport;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Couts;

/// <summary>Unit costs, contribution, public page and monthly report of a commune, for who administers it.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ReglagesModel(PortalDb db, BureauRail rails, UpdateStatisticsSettings update, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>What stands there, or what was typed.</summary>
    [BindProperty]
    public SettingsForm Saisie { get; set; } = new();

    /// <summary>To whom the report goes when no address is given.</summary>
    public string UsualRecipients { get; private set; } = "";

    /// <summary>Whether it was just recorded.</summary>
    public bool Done { get; private set; }

    /// <summary>Shows the settings.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        Saisie = SettingsForm.From(await db.StatisticsSettings.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == Chosen.Commune.Id, cancellationToken));
        Done = fait is not null;
        return Page();
    }

    /// <summary>Records the settings.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        ModelState.Clear();
        foreach (var (field, message) in Saisie.Errors())
        {
            ModelState.AddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await update.RunAsync(Chosen.Commune.Id, Saisie, cancellationToken);
        return LocalRedirect($"/administration/statistiques?commune={Chosen.Commune.Insee}&fait=1");
    }

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        (Communes, var chosen) = AdministeredCommunes.Of(rails, HttpContext.RequireAgent(), insee);
        if (chosen is null)
        {
            return false;
        }

        Chosen = chosen;
        var usual = await ReportRecipients.UsualAsync(db, chosen.Commune.Id, FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken);
        UsualRecipients = usual.Count == 0 ? "personne pour l’instant" : French.List(usual);
        return true;
    }
}
