using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.Demarches;

/// <summary>A démarche that the commune offers.</summary>
/// <param name="Demarche">The version with the commune's values.</param>
/// <param name="Newer">A newer version, when there is one.</param>
/// <param name="ToLookAt">Whether the commune has something to look at.</param>
/// <param name="ClosedToday">Whether requests are not taken today.</param>
public sealed record OfferedLine(DemarcheDefinition Demarche, string? Newer, bool ToLookAt, bool ClosedToday);

/// <summary>The démarches of a commune: those it offers, and the catalogue where it takes others.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CommuneDemarchesModel(PortalDb db, BureauRail rails, DemarcheCatalogue catalogue, PublishedDemarches published, AdoptDemarche adopt, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>What it offers, theme by theme.</summary>
    public IReadOnlyList<OfferedLine> Offered { get; private set; } = [];

    /// <summary>What it may take.</summary>
    public IReadOnlyList<DemarcheFamily> Catalogue { get; private set; } = [];

    /// <summary>What was just done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>A text of a definition for this commune.</summary>
    public string Fill(string text) => new FormContext(default, Chosen.Commune.Nom, Chosen.Commune.Liaison).Fill(text);

    /// <summary>Shows the démarches.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, string? fait, string? code, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        var name = code is null ? null : catalogue.Find(code)?.Libelle;
        Done = (fait, name) switch
        {
            ("adopter", { } known) => $"«\u00a0{known}\u00a0» est proposée aux usagers",
            ("retirer", { } known) => $"«\u00a0{known}\u00a0» n’est plus proposée\u00a0; les dossiers reçus continuent",
            _ => null,
        };
        return Page();
    }

    /// <summary>Takes a démarche of the catalogue.</summary>
    public async Task<IActionResult> OnPostAdopterAsync(string? commune, string? code, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await adopt.AdoptAsync(Chosen.Commune.Id, code ?? "", cancellationToken);
            return LocalRedirect($"/administration/demarches?commune={Chosen.Commune.Insee}&fait=adopter&code={Uri.EscapeDataString(code ?? "")}");
        }
        catch (DemarcheRuleException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => agent.MayAdminister(own.Commune.Id))];
        if (Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee) is not { } chosen)
        {
            return false;
        }

        Chosen = chosen;
        await published.LookAsync(cancellationToken);
        var adopted = await db.DemarcheAdoptions.AsNoTracking().Where(row => row.CommuneId == chosen.Commune.Id).ToListAsync(cancellationToken);
        var codes = adopted.Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        Offered = [.. adopted.Select(LineOf).OfType<OfferedLine>().OrderBy(line => line.Demarche.Libelle, StringComparer.CurrentCulture)];
        Catalogue = DemarcheFamilies.Group(DemarcheFamilies.Order(catalogue.NewestFor(chosen.Commune.Id).Where(demarche => !codes.Contains(demarche.Code))));
        return true;
    }

    private OfferedLine? LineOf(DemarcheAdoption row)
    {
        var local = LocalValues.Read(row.LocalValues);
        return (catalogue.Find(row.Code, row.Version) ?? catalogue.Find(row.Code)) is not { } version ? null : new OfferedLine(
            local.Apply(version),
            catalogue.Find(row.Code) is { } newest && newest.Version != version.Version ? newest.Version : null,
            row.ToLookAt is not null,
            !local.IsOpen(FrenchDates.DayOf(time.GetUtcNow().UtcDateTime)));
    }
}
