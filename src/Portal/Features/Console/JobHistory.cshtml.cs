using Beffroi.Scheduler.History;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Console;

/// <summary>The runs of one job, and the order to run it now.</summary>
[OnHost(HostKind.Bureau)]
public sealed class JobHistoryModel(JobBoard board, JobCatalogue catalogue) : PageModel
{
    private const int ShownRuns = 100;

    /// <summary>The job.</summary>
    public JobDescription Job { get; private set; } = null!;

    /// <summary>Its latest runs.</summary>
    public IReadOnlyList<JobRun> Runs { get; private set; } = [];

    /// <summary>Shows the history.</summary>
    public async Task<IActionResult> OnGetAsync(string nom, CancellationToken cancellationToken)
    {
        if (catalogue.Find(nom) is not { } job)
        {
            return NotFound();
        }

        Job = job;
        Runs = await board.HistoryAsync(nom, ShownRuns, cancellationToken);
        return Page();
    }

    /// <summary>An order that does not exist.</summary>
    public IActionResult OnPost() => NotFound();

    /// <summary>Runs the job now, parked or not.</summary>
    public async Task<IActionResult> OnPostLancerAsync(string nom, CancellationToken cancellationToken) =>
        await board.RunNowAsync(nom, cancellationToken) ? LocalRedirect("/console?fait=lancer") : NotFound();
}
