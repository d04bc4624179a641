using System.Globalization;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Console.Demarches;

/// <summary>The syndicate's catalogue: which versions communes are on, roll-outs, what communes offer.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ConsoleDemarchesModel(CatalogueReading reading, DemarcheWaves waves) : PageModel
{
    /// <summary>How many communes take a version every ten minutes, when nobody says otherwise.</summary>
    public const int UsualStep = 25;

    /// <summary>What is shown.</summary>
    public CatalogueFigures Figures { get; private set; } = null!;

    /// <summary>What was just done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>The name of a state for people.</summary>
    public static (string Kind, string Words) WordsOf(WaveState state) => state switch
    {
        WaveState.EnCours => ("info", "En cours"),
        WaveState.EnPause => ("warning", "En pause"),
        WaveState.Terminee => ("success", "Terminée"),
        _ => ("cloture", "Arrêtée"),
    };

    /// <summary>Shows the catalogue.</summary>
    public async Task OnGetAsync(string? fait, CancellationToken cancellationToken)
    {
        Figures = await reading.ReadAsync(cancellationToken);
        Done = fait switch
        {
            "diffuser" => "La diffusion commence. La première étape part dans les dix minutes",
            "pause" => "La diffusion est en pause\u00a0: aucune autre commune ne prend la version",
            "reprendre" => "La diffusion reprend",
            "arreter" => "La diffusion est arrêtée. Les communes qui ont pris la version la gardent et peuvent revenir à la précédente",
            "reprise" => "La démarche est au catalogue. Chaque commune peut l’adopter",
            _ => null,
        };
    }

    /// <summary>Begins the roll-out of a version.</summary>
    public async Task<IActionResult> OnPostDiffuserAsync(string? code, string? version, string? pas, CancellationToken cancellationToken)
    {
        try
        {
            var step = int.TryParse(pas, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
            await waves.BeginAsync(code ?? "", version ?? "", step, cancellationToken);
            return LocalRedirect("/console/demarches?fait=diffuser");
        }
        catch (DemarcheRuleException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Figures = await reading.ReadAsync(cancellationToken);
            return Page();
        }
    }

    /// <summary>Holds a roll-out.</summary>
    public Task<IActionResult> OnPostPauseAsync(Guid id, CancellationToken cancellationToken) => SetAsync(id, WaveState.EnPause, "pause", cancellationToken);

    /// <summary>Goes on with it.</summary>
    public Task<IActionResult> OnPostReprendreAsync(Guid id, CancellationToken cancellationToken) => SetAsync(id, WaveState.EnCours, "reprendre", cancellationToken);

    /// <summary>Ends it where it is.</summary>
    public Task<IActionResult> OnPostArreterAsync(Guid id, CancellationToken cancellationToken) => SetAsync(id, WaveState.Arretee, "arreter", cancellationToken);

    private async Task<IActionResult> SetAsync(Guid id, WaveState state, string done, CancellationToken cancellationToken)
    {
        await waves.SetAsync(id, state, cancellationToken);
        return LocalRedirect("/console/demarches?fait=" + done);
    }
}
