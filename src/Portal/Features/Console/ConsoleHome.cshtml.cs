using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Scheduler.Jobs;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;

namespace Beffroi.Portal.Features.Console;

/// <summary>The syndicate's console: what is late and what to do today, jobs, mails, communes in numbers.</summary>
[OnHost(HostKind.Bureau)]
public sealed class ConsoleHomeModel(ConsoleReading reading, JobBoard board, ConnaissanceLists connaissances, IHostEnvironment environment) : PageModel
{
    /// <summary>The figures.</summary>
    public ConsoleFigures Figures { get; private set; } = null!;

    /// <summary>The jobs.</summary>
    public IReadOnlyList<JobLine> Jobs { get; private set; } = [];

    /// <summary>Whether the mails written to the folder may be read here.</summary>
    public bool ShowsFolder => environment.IsDevelopment();

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    /// <summary>Templates and notes of the syndicate that should have been read again.</summary>
    public int ToReadAgain { get; private set; }

    /// <summary>Jobs that wait for the operator.</summary>
    public int Parked => Jobs.Count(line => line.State?.ParkedAt is not null);

    /// <summary>Mails that wait for the operator.</summary>
    public int ToDecide => Figures.CourrielCounts.GetValueOrDefault(CourrielState.Echec) + Figures.CourrielCounts.GetValueOrDefault(CourrielState.Incertain);

    /// <summary>Mails wait that the server of mails did not take.</summary>
    public bool ServerDown => Figures.Courriels.Any(line => line is { State: CourrielState.EnAttente, Error: not null, Attempts: 0 });

    /// <summary>Dossiers past a legal date.</summary>
    public int Late => Figures.Communes.Sum(commune => commune.Late);

    /// <summary>Shows the console.</summary>
    public async Task OnGetAsync(string? fait, CancellationToken cancellationToken)
    {
        Figures = await reading.ReadAsync(cancellationToken);
        Jobs = await board.ListAsync(cancellationToken);
        ToReadAgain = await connaissances.OverdueOfSyndicatAsync(cancellationToken);
        Done = fait;
    }
}
