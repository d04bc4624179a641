using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Personnes.Find;

/// <summary>Finds a person of one commune. What is looked for is posted, so that no name stands in an address.</summary>
[OnHost(HostKind.Bureau)]
public sealed class PersonnesModel(BureauRail rails, FindPersonnes find) : PageModel
{
    /// <summary>The communes where the agent works.</summary>
    public IReadOnlyList<RailCommune> Communes { get; private set; } = [];

    /// <summary>The commune that is looked through.</summary>
    public RailCommune Chosen { get; private set; } = null!;

    /// <summary>Where found persons lead to.</summary>
    public PersonneLinks Links { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Recherche { get; set; }

    /// <summary>What was found; null before a search.</summary>
    public IReadOnlyList<FoundPersonne>? Found { get; private set; }

    /// <summary>Shows the search.</summary>
    public IActionResult OnGet(string? commune, Channel? canal, string? demarche) => Choose(commune, canal, demarche) ? Page() : NotFound();

    /// <summary>Looks for a person.</summary>
    public async Task<IActionResult> OnPostAsync(string? commune, Channel? canal, string? demarche, CancellationToken cancellationToken)
    {
        if (!Choose(commune, canal, demarche))
        {
            return NotFound();
        }

        Found = await find.RunAsync(Chosen.Commune.Id, Recherche, cancellationToken);
        return Page();
    }

    private bool Choose(string? insee, Channel? canal, string? demarche)
    {
        var agent = HttpContext.RequireAgent();
        Communes = [.. rails.CommunesOf(agent).Where(own => canal is null ? agent.MayWork(own.Commune.Id) : agent.MayQualify(own.Commune.Id))];
        if (Communes.FirstOrDefault(own => insee is null || own.Commune.Insee == insee) is not { } chosen)
        {
            return false;
        }

        Chosen = chosen;
        Links = new PersonneLinks(chosen.Commune.Insee, canal, demarche);
        return true;
    }
}
