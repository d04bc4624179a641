using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Console.Demarches;

/// <summary>A démarche that a commune offers, read again before it goes into the catalogue.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ConsoleOfferModel(CatalogueReading reading, TakeOver takeOver) : PageModel
{
    /// <summary>The offer.</summary>
    public OfferLine Offer { get; private set; } = null!;

    /// <summary>What it holds.</summary>
    public DemarcheDefinition Demarche { get; private set; } = null!;

    /// <summary>The code in the catalogue.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>A text of the definition, with « la commune » where each commune's name will stand.</summary>
    public static string Fill(string text) => new FormContext(default, "la commune", default).Fill(text);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Code = TakeOver.CodeFor(Demarche);
        return Page();
    }

    /// <summary>Takes it into the catalogue.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await takeOver.RunAsync(Offer.Id, Demarche, Code ?? "", HttpContext.RequireAgent().Nom, cancellationToken);
            return LocalRedirect("/console/demarches?fait=reprise");
        }
        catch (DemarcheRuleException refused)
        {
            ModelState.AddModelError(nameof(Code), refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await reading.FindOfferAsync(id, cancellationToken) is not { } found)
        {
            return false;
        }

        (Offer, Demarche) = found;
        return true;
    }
}
