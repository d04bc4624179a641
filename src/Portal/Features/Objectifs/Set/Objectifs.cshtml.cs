using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Site;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs.Set;

/// <summary>A target in the list.</summary>
public sealed record ObjectifLine(Objectif Row, string? Demarche, string? Service, string? Escalade);

/// <summary>The targets of a commune, phase by phase, and the hours that they count.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ObjectifsModel(PortalDb db, BureauRail rails, DemarcheCatalogue catalogue, KeepObjectif keep, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>The targets.</summary>
    public IReadOnlyList<ObjectifLine> Lines { get; private set; } = [];

    /// <summary>The week of the town hall, in few lines.</summary>
    public IReadOnlyList<(string Days, string Hours)> Week { get; private set; } = [];

    /// <summary>Whether the holidays of Alsace and Moselle are left out too.</summary>
    public bool IsAlsaceMoselle => LegalCalendar.ZoneOf(Chosen.Commune.DepartementCode) == HolidayZone.AlsaceMoselle;

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows the targets.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        Done = fait;
        var id = Chosen.Commune.Id;
        var rows = await db.Objectifs.AsNoTracking().Where(row => row.CommuneId == id).OrderBy(row => row.Id).Take(Objectif.MostOfOne).ToListAsync(cancellationToken);
        var services = await db.Services.AsNoTracking().Where(row => row.CommuneId == id).OrderBy(row => row.Rang).ToDictionaryAsync(row => row.Id, row => row.Nom, cancellationToken);
        var members = (await Membres.OfAsync(db, [id], FrenchDates.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken)).DistinctBy(row => row.AgentId).ToDictionary(row => row.AgentId, row => row.Nom);
        Lines = [.. rows
            .Select(row => new ObjectifLine(
                row,
                row.DemarcheCode is { } code ? catalogue.Find(code)?.Libelle ?? code : null,
                row.ServiceId is { } service ? services.GetValueOrDefault(service, "service retiré") : null,
                row.EscaladeId is { } who ? members.GetValueOrDefault(who) : null))
            .OrderBy(line => line.Row.Phase).ThenBy(line => line.Demarche is null).ThenBy(line => line.Demarche, StringComparer.CurrentCulture).ThenBy(line => line.Service, StringComparer.CurrentCulture)];
        Week = new Opening(await OpeningCalendars.HoursAsync(db, id, cancellationToken), LegalCalendar.OfDepartement(Chosen.Commune.DepartementCode)).Summary();
        return Page();
    }

    /// <summary>Records what the catalogue proposes for the démarches that the commune offers.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        await keep.TakeCatalogueAsync(Chosen.Commune.Id, cancellationToken);
        return LocalRedirect($"/administration/objectifs?commune={Chosen.Commune.Insee}&fait=catalogue");
    }

    private bool Choose(string? insee)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        var chosen = Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee);
        Chosen = chosen!;
        return chosen is not null;
    }
}
