using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Personnes.Edit;

/// <summary>A new record; those that look like it are shown while one types, and before it is made.</summary>
[OnHost(HostKind.Bureau)]
public sealed class NouvelleModel(BureauRail rails, SavePersonne save, FindLookalikes alikes) : PageModel
{
    /// <summary>The commune.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Where it leads to.</summary>
    public PersonneLinks Links { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public PersonneForm Saisie { get; set; } = new();

    /// <summary>Whether the agent says that none of those shown is this person.</summary>
    [BindProperty]
    public bool Autre { get; set; }

    /// <summary>The records that look like it.</summary>
    public IReadOnlyList<Lookalike> Alike { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public IActionResult OnGet(string? commune, Channel? canal, string? demarche) => Choose(commune, canal, demarche) ? Page() : NotFound();

    /// <summary>Makes the record; « chercher » only shows those that look like it.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, Channel? canal, string? demarche, string? geste, CancellationToken cancellationToken)
    {
        if (!Choose(commune, canal, demarche))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (geste == "chercher")
        {
            Alike = await alikes.RunAsync(Chosen.Commune.Id, Saisie, cancellationToken);
            return Page();
        }

        try
        {
            var (id, alike) = await save.AddAsync(Chosen.Commune.Id, Saisie.Genre, Saisie.Read(), Autre, HttpContext.RequireAgent(), cancellationToken);
            if (id is { } made)
            {
                return LocalRedirect(Links.Of(made));
            }

            Alike = alike;
            ModelState.AddModelError(nameof(Autre), "Regardez les fiches ci-dessous. Si la personne n’y est pas, cochez la case.");
        }
        catch (DossierFieldException refused)
        {
            ModelState.AddModelError("Saisie." + refused.Field, refused.Message);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool Choose(string? insee, Channel? canal, string? demarche)
    {
        var agent = HttpContext.RequireAgent();
        var chosen = rails.CommunesOf(agent).FirstOrDefault(own => agent.MayWork(own.Commune.Id) && (insee is null || own.Commune.Insee == insee));
        Chosen = chosen!;
        Links = new PersonneLinks(chosen?.Commune.Insee ?? "", canal, demarche);
        return chosen is not null;
    }
}
