using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>What is typed to find a person and to export what is theirs.</summary>
public sealed class PersonForm
{
    public string? Recherche { get; set; }
    public List<string> Dossiers { get; set; } = [];
    public List<string> Brouillons { get; set; } = [];
    public List<string> Mandats { get; set; } = [];
    public string? Motif { get; set; }
}

/// <summary>The data of one person: search, choice, export. What is looked for is posted, so that no name stands in an address.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ExportPersonPageModel(PortalDb db, BureauRail rails, DemarcheCatalogue catalogue, ExportPerson export, PersonArchive archive) : PageModel
{
    private const int MaxReason = 500;

    /// <summary>The communes that the agent administers.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is shown.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>What was found; null before a search.</summary>
    public PersonFindings? Found { get; private set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public PersonForm Saisie { get; set; } = new();

    /// <summary>The dossiers found, to tick.</summary>
    public IEnumerable<Choice> DossierChoices => Found!.Dossiers.Select(row => new Choice(
        row.Numero, $"{row.Numero}\u00a0: {row.Objet}",
        $"{row.Nom}, reçue le {FrenchDates.Date(FrenchDates.DayOf(row.ReceivedAt))}, {BureauWords.Of(row.Phase).ToLowerInvariant()}. {row.Courriel ?? row.Telephone ?? "Sans coordonnées"}.{(row.Notes == 0 ? "" : $" {French.Count(row.Notes, "note interne", "notes internes")} à relire.")}"));

    /// <summary>The drafts found, to tick.</summary>
    public IEnumerable<Choice> DraftChoices => Found!.Drafts.Select(row => new Choice(
        row.Id.ToString(), catalogue.Find(row.DemarcheCode)?.Objet ?? row.DemarcheCode, $"{row.Nom}, modifié le {FrenchDates.Date(FrenchDates.DayOf(row.UpdatedAt))}"));

    /// <summary>The requests that the person made for another one, to tick.</summary>
    public IEnumerable<Choice> MandatChoices => Found!.Mandats.Select(row => new Choice(
        row.Numero, $"{row.Numero}\u00a0: {row.Objet}", $"Faite par {row.Nom} pour une autre personne, reçue le {FrenchDates.Date(FrenchDates.DayOf(row.ReceivedAt))}. {row.Courriel ?? row.Telephone ?? "Sans coordonnées"}."));

    /// <summary>Shows the search.</summary>
    public IActionResult OnGet(string? commune) => Choose(commune) ? Page() : NotFound();

    /// <summary>An order that does not exist.</summary>
    public IActionResult OnPost() => NotFound();

    /// <summary>Looks for a person.</summary>
    public async Task<IActionResult> OnPostChercherAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        ModelState.Clear();
        await SearchAsync(cancellationToken);
        if (Found is null)
        {
            return Refuse(nameof(PersonForm.Recherche), "Saisissez une adresse électronique, un téléphone ou un nom.");
        }

        // Namesakes share a name: nothing is ticked for them.
        Saisie.Dossiers = Found.IsExact ? [.. Found.Dossiers.Select(row => row.Numero)] : [];
        Saisie.Mandats = Found.IsExact ? [.. Found.Mandats.Select(row => row.Numero)] : [];
        Saisie.Brouillons = Found.IsExact ? [.. Found.Drafts.Select(row => row.Id.ToString())] : [];
        return Page();
    }

    /// <summary>Exports what was ticked.</summary>
    public async Task<IActionResult> OnPostExporterAsync(string? commune, CancellationToken cancellationToken)
    {
        if (!Choose(commune))
        {
            return NotFound();
        }

        ModelState.Clear();
        var reason = Saisie.Motif?.Trim().ReplaceLineEndings("\n");
        if (Saisie.Dossiers.Count + Saisie.Brouillons.Count + Saisie.Mandats.Count is 0 or > 3 * PersonSearch.Most || string.IsNullOrEmpty(reason) || reason.Length > MaxReason)
        {
            await SearchAsync(cancellationToken);
            return string.IsNullOrEmpty(reason) || reason.Length > MaxReason
                ? Refuse(nameof(PersonForm.Motif), $"Écrivez la raison de l’export, en {MaxReason}\u00a0caractères au plus.")
                : Refuse(Found is { Dossiers.Count: 0, Mandats.Count: > 0 } ? nameof(PersonForm.Mandats) : nameof(PersonForm.Dossiers), "Cochez au moins une demande.");
        }

        var drafts = Saisie.Brouillons.ConvertAll(id => Guid.TryParse(id, out var draft) ? draft : Guid.Empty);
        var selection = await export.RunAsync(db, new ExportPersonCommand(Chosen.Commune, Saisie.Dossiers, drafts, reason) { Mandats = Saisie.Mandats }, HttpContext.RequireAgent(), cancellationToken);
        return selection is null ? NotFound() : new ArchiveResult($"donnees-{Chosen.Commune.Slug}-{FrenchDates.DayOf(selection.At):yyyy-MM-dd}.zip", (output, token) => archive.WriteAsync(db, selection, output, token));
    }

    private async Task SearchAsync(CancellationToken cancellationToken) =>
        Found = PersonSearch.Of(Saisie.Recherche) is { } search ? await search.RunAsync(db, Chosen.Commune.Id, cancellationToken) : null;

    private PageResult Refuse(string field, string message)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool Choose(string? insee)
    {
        (Communes, var chosen) = AdministeredCommunes.Of(rails, HttpContext.RequireAgent(), insee);
        Chosen = chosen!;
        return chosen is not null;
    }
}
