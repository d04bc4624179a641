using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>The register of processing of a commune (RGPD, article 30), to read, to print and as a table.</summary>
[OnHost(HostKind.Bureau)]
public sealed class RegisterModel(PortalDb db, BureauRail rails, RegisterReading reading) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Its register.</summary>
    public ProcessingRegister Register { get; private set; } = null!;

    /// <summary>Whether the page is for paper: no navigation.</summary>
    public bool OnPaper { get; private set; }

    /// <summary>Shows the register.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken) =>
        await LoadAsync(commune, cancellationToken) ? Page() : NotFound();

    /// <summary>The register without navigation, to print.</summary>
    public async Task<IActionResult> OnGetImprimerAsync(string? commune, CancellationToken cancellationToken)
    {
        OnPaper = true;
        return await OnGetAsync(commune, cancellationToken);
    }

    /// <summary>The register for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string? commune, CancellationToken cancellationToken) =>
        await LoadAsync(commune, cancellationToken)
            ? File(RegisterCsv.Write(Register), "text/csv; charset=utf-8", $"registre-rgpd-{Chosen.Commune.Slug}.csv")
            : NotFound();

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        (Communes, var chosen) = AdministeredCommunes.Of(rails, HttpContext.RequireAgent(), insee);
        if (chosen is null)
        {
            return false;
        }

        Chosen = chosen;
        Register = await reading.ReadAsync(db, chosen.Commune, cancellationToken);
        return true;
    }
}
