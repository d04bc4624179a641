using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Console;

/// <summary>The operator's orders on one mail.</summary>
[OnHost(HostKind.Bureau)]
public sealed class CourrielOrderModel(CourrielDecisions decisions) : PageModel
{
    /// <summary>There is nothing to read here.</summary>
    public IActionResult OnGet() => LocalRedirect("/console");

    /// <summary>An order that does not exist.</summary>
    public IActionResult OnPost() => NotFound();

    /// <summary>Sends it again.</summary>
    public async Task<IActionResult> OnPostRenvoyerAsync(Guid id, CancellationToken cancellationToken) =>
        await decisions.SendAgainAsync(id, cancellationToken) ? LocalRedirect("/console?fait=renvoyer") : NotFound();

    /// <summary>Records that it left.</summary>
    public async Task<IActionResult> OnPostEnvoyeAsync(Guid id, CancellationToken cancellationToken) =>
        await decisions.MarkSentAsync(id, cancellationToken) ? LocalRedirect("/console?fait=envoye") : NotFound();
}
