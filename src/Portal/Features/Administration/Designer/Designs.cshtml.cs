using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The démarches that a commune writes itself: those there are, and how another begins.</summary>
[OnHost(HostKind.Bureau)]
public sealed class DesignsModel(DesignerDesk desk, DemarcheCatalogue catalogue, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Its own démarches.</summary>
    public IReadOnlyList<OwnDemarche> Own { get; private set; } = [];

    /// <summary>The services that can answer.</summary>
    public IReadOnlyList<Choice> Services { get; private set; } = [];

    /// <summary>The démarches that can be copied.</summary>
    public IEnumerable<Choice> Catalogue => DemarcheFamilies.Order(catalogue.NewestFor(Chosen.Commune.Id)).Select(known => new Choice(known.Code, known.Libelle));

    /// <summary>What was typed for a new one.</summary>
    [BindProperty]
    public NewDemarcheForm Nouvelle { get; set; } = new();

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string? commune, CancellationToken cancellationToken) => await LoadAsync(commune, cancellationToken) ? Page() : NotFound();

    /// <summary>Begins a démarche.</summary>
    public Task<IActionResult> OnPostNouvelleAsync(string? commune, CancellationToken cancellationToken) => BeginAsync(commune, code =>
    {
        if (string.IsNullOrWhiteSpace(Nouvelle.Presentation) || Nouvelle.Presentation.Trim().Length > 1000)
        {
            ModelState.AddModelError("Nouvelle.Presentation", "Dites à quoi sert la démarche, en 1 000 caractères au plus.");
        }

        if (Services.All(service => service.Value != Nouvelle.Service))
        {
            ModelState.AddModelError("Nouvelle.Service", "Choisissez le service qui répond.");
        }

        if (DemarcheFamilies.All.All(family => family.Code != Nouvelle.Famille))
        {
            ModelState.AddModelError("Nouvelle.Famille", "Choisissez où la démarche est rangée.");
        }

        return ModelState.ErrorCount > 0 ? null : DefinitionSkeleton.New(
            code, Nouvelle.Titre!.Trim(), Nouvelle.Presentation!.Trim(), Nouvelle.Service!, Nouvelle.Famille!,
            catalogue.Find("contact-mairie")!.Pages[^1], FrenchDates.DayOf(time.GetUtcNow().UtcDateTime));
    }, cancellationToken);

    /// <summary>Begins from a démarche of the catalogue.</summary>
    public Task<IActionResult> OnPostCopierAsync(string? commune, CancellationToken cancellationToken) => BeginAsync(commune, code =>
    {
        var known = catalogue.NewestFor(Chosen.Commune.Id).FirstOrDefault(one => one.Code == Nouvelle.Modele);
        if (known is null)
        {
            ModelState.AddModelError("Nouvelle.Modele", "Choisissez une démarche du catalogue.");
        }

        return known is null || ModelState.ErrorCount > 0 ? null : DefinitionSkeleton.CopyOf(known, code, Nouvelle.Titre!.Trim());
    }, cancellationToken);

    private async Task<IActionResult> BeginAsync(string? commune, Func<string, DemarcheDefinition?> write, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Nouvelle.Titre) || Nouvelle.Titre.Trim().Length > 150)
        {
            ModelState.AddModelError("Nouvelle.Titre", "Écrivez un titre de 1 à 150 caractères.");
        }

        var code = await desk.FreshCodeAsync(Chosen, Nouvelle.Titre ?? "", cancellationToken);
        if (write(code) is not { } definition || ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await desk.BeginAsync(Chosen, definition, HttpContext.RequireAgent(), cancellationToken);
        return LocalRedirect($"{DesignerLinks.Outline}?commune={Chosen.Commune.Insee}&code={code}");
    }

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        Communes = desk.CommunesOf(HttpContext.RequireAgent());
        if (Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee) is not { } chosen)
        {
            return false;
        }

        Chosen = chosen;
        Own = await desk.ListAsync(chosen.Commune.Id, cancellationToken);
        Services = [.. (await desk.ServicesAsync(chosen.Commune.Id, cancellationToken)).Select(service => new Choice(service.Code, service.Nom))];
        return true;
    }
}
