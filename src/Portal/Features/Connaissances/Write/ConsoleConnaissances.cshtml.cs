using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Connaissances.Write;

/// <summary>The templates and notes that the syndicate writes for all communes.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ConsoleConnaissancesModel(ConnaissanceLists lists) : PageModel
{
    /// <summary>The texts.</summary>
    public IReadOnlyList<ConnaissanceLine> Lines { get; private set; } = [];

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Today, in legal time.</summary>
    public DateOnly Today => lists.Today;

    /// <summary>Shows the texts.</summary>
    public async Task OnGetAsync(string? fait, CancellationToken cancellationToken)
    {
        Lines = await lists.OfSyndicatAsync(cancellationToken);
        Done = fait;
    }
}
