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

/// <summary>The démarches that a commune writes itself, or the syndicate for all: those there are, and how another begins.</summary>
[OnHost(HostKind.Bureau)]
public sealed class DesignsModel(DesignerDesk desk, DemarcheCatalogue catalogue, TimeProvider time) : PageModel
{
    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>Who writes.</summary>
    public DesignerOwner Owner { get; private set; } = null!;

    /// <summary>Its own démarches.</summary>
    public IReadOnlyList<OwnDemarche> Own { get; private set; } = [];

    /// <summary>The services that can answer.</summary>
    public IReadOnlyList<Choice> Services { get; private set; } = [];

    /// <summary>The démarches that can be copied.</summary>
    public IEnumerable<Choice> Catalogue => DemarcheFamilies.Order(catalogue.NewestFor(Owner.Id)).Select(known => new Choice(known.Code, known.Libelle));

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
        var known = catalogue.NewestFor(Owner.Id).FirstOrDefault(one => one.Code == Nouvelle.Modele);
        if (known is null)
        {
            ModelState.AddModelError("Nouvelle.Modele", "Choisissez une démarche du catalogue.");
        }

        return known is null || ModelState.ErrorCount > 0 ? null : DefinitionSkeleton.CopyOf(known, code, Nouvelle.Titre!.Trim());
    }, cancellationToken);

    /// <summary>Begins the next version of a démarche of the catalogue; only the syndicate's own can be.</summary>
    public async Task<IActionResult> OnPostVersionAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(commune, cancellationToken) || !Owner.IsSyndicat)
        {
            return NotFound();
        }

        if (await desk.ContinueAsync(Owner, Nouvelle.Suivie ?? "", HttpContext.RequireAgent(), cancellationToken))
        {
            return LocalRedirect($"{DesignerLinks.Outline}?commune={Owner.Key}&code={Uri.EscapeDataString(Nouvelle.Suivie!)}");
        }

        ModelState.AddModelError("Nouvelle.Suivie", "Choisissez une démarche du catalogue.");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

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

        var code = await desk.FreshCodeAsync(Owner, Nouvelle.Titre ?? "", cancellationToken);
        if (write(code) is not { } definition || ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await desk.BeginAsync(Owner, definition, HttpContext.RequireAgent(), cancellationToken);
        return LocalRedirect($"{DesignerLinks.Outline}?commune={Owner.Key}&code={code}");
    }

    private async Task<bool> LoadAsync(string? insee, CancellationToken cancellationToken)
    {
        var owners = desk.OwnersOf(HttpContext.RequireAgent());
        if (owners.FirstOrDefault(own => insee is null || own.Key == insee) is not { } owner)
        {
            return false;
        }

        Owner = owner;
        Communes = [.. owners.Select(own => own.Rail).OfType<RailCommune>()];
        Own = await desk.ListAsync(owner, cancellationToken);
        Services = await desk.ServicesAsync(owner, cancellationToken);
        return true;
    }
}
