using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;

namespace Beffroi.Web.Features.Composants;

/// <summary>Every component in each of its states, for those who build pages; development only.</summary>
public sealed class ComposantsModel(IWebHostEnvironment environment, TimeProvider clock) : PageModel
{
    public static IReadOnlyList<Choice> Personnes { get; } =
    [
        new("soi", "vous-même"),
        new("proche", "votre enfant, votre parent, votre conjoint", "Un lien de famille vous sera demandé"),
        new("autre", "une autre personne"),
    ];

    [BindProperty(SupportsGet = true, Name = "espace")]
    public string? Espace { get; set; }

    public bool IsBureau => Espace == "bureau";

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public IActionResult OnGet()
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        ModelState.AddModelError("Naissance", "Saisissez la date de naissance, par exemple 14 3 1985");
        ModelState.AddModelError("Nom", "Saisissez le nom de naissance");
        return Page();
    }
}
