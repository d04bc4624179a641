using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Couts;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>Volumes, delays, satisfaction and costs of the agent's communes over whole months; what it shows stands in its address.</summary>
[OnHost(HostKind.Bureau)]
public sealed class StatistiquesModel(StatDesk desk) : PageModel
{
    /// <summary>What is asked for.</summary>
    public StatRequest Asked { get; private set; } = null!;

    /// <summary>The figures.</summary>
    public StatFigures Figures { get; private set; } = null!;

    /// <summary>The arrivals and ends by month.</summary>
    public MonthChart Chart { get; private set; } = null!;

    /// <summary>What the year costs; null when several communes are shown together.</summary>
    public CostMeter? Costs { get; private set; }

    /// <summary>The commune beside those of its size; null when several are shown together.</summary>
    public Comparison? Compared { get; private set; }

    /// <summary>Whether the agent may change the unit costs.</summary>
    public bool MayAdminister { get; private set; }

    /// <summary>The usual periods.</summary>
    public IReadOnlyList<(string Name, StatPeriod Period)> Periods { get; private set; } = [];

    /// <summary>Shows the statistics.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        if (desk.Read(agent, Request.Query) is not { } asked)
        {
            return NotFound();
        }

        Asked = asked;
        Figures = await desk.FiguresAsync(asked, cancellationToken);
        Chart = new MonthChart(Figures.Months);
        var today = desk.Today;
        Periods =
        [
            ("Ce mois-ci", StatPeriod.Month(today)), ("Le mois dernier", StatPeriod.Month(StatPeriod.Month(today).First.AddDays(-1))), ("3 mois", StatPeriod.LastMonths(today, 3)),
            ("12 mois", StatPeriod.LastMonths(today, 12)), (Name(today.Year), StatPeriod.Year(today.Year, today)), (Name(today.Year - 1), StatPeriod.Year(today.Year - 1, today)),
        ];
        if (asked.Chosen is { } chosen)
        {
            MayAdminister = agent.MayAdminister(chosen.Commune.Id);
            Costs = await desk.CostsAsync(chosen, cancellationToken);
            Compared = await desk.CompareAsync(chosen, agent, cancellationToken);
        }

        return Page();
    }

    /// <summary>The name of a démarche.</summary>
    public string NameOf(string demarche) => desk.NameOf(demarche);

    /// <summary>The démarches that one may choose: those of the figures, and the one that is chosen.</summary>
    public IEnumerable<Choice> Demarches() => Choices(Figures.Demarches, Asked.Question.Demarche, desk.NameOf);

    /// <summary>The services that one may choose.</summary>
    public IEnumerable<Choice> Services() => Choices(Figures.Services.Where(line => line.Key.Length > 0), Asked.Question.Service, code => code);

    private static List<Choice> Choices(IEnumerable<StatLine> lines, string? chosen, Func<string, string> nameOf)
    {
        var known = lines.Select(line => new Choice(line.Key, line.Label)).ToList();
        return chosen is null || known.Exists(choice => choice.Value == chosen) ? known : [.. known, new Choice(chosen, nameOf(chosen))];
    }

    private static string Name(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
