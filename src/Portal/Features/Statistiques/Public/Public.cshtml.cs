using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Site;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques.Public;

/// <summary>Delays and volumes of the twelve months that are over, on the site of a commune that wishes to show them; small numbers are put together.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class PublicModel(PortalDb db, CommuneDirectory directory, StatReading reading, TimeProvider time) : PageModel
{
    /// <summary>Requests from which a démarche has a line of its own, and a delay is shown.</summary>
    public const int Fewest = 5;

    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>The figures.</summary>
    public StatFigures Figures { get; private set; } = null!;

    /// <summary>The démarches that have a line of their own.</summary>
    public IReadOnlyList<StatLine> Demarches { get; private set; } = [];

    /// <summary>The requests of all the others.</summary>
    public int Others { get; private set; }

    /// <summary>Reads the page; it does not exist where the commune does not wish it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
        if (!await db.StatisticsSettings.AnyAsync(row => row.IsPublic, cancellationToken))
        {
            return NotFound();
        }

        var period = StatPeriod.TwelveFull(FrenchDates.DayOf(time.GetUtcNow().UtcDateTime));
        Figures = await reading.ReadAsync(db, new StatQuestion([Commune.Id], period), cancellationToken);
        (Demarches, Others) = Together(Figures);
        return Page();
    }

    /// <summary>The number that came online; null where it, or what is left of all, would be small.</summary>
    public int? Online => Figures.Channels[Channel.Web].Filed is var online && online >= Fewest && Figures.Sums.Filed - online is 0 or >= Fewest ? online : null;

    /// <summary>The démarches that have a line, and the requests of the others: these are none, or enough not to be told from the total.</summary>
    public static (IReadOnlyList<StatLine> Lines, int Others) Together(StatFigures figures)
    {
        var lines = figures.Demarches.Where(line => line.Sums.Filed >= Fewest).OrderByDescending(line => line.Sums.Filed).ToList();
        var others = figures.Sums.Filed - lines.Sum(line => line.Sums.Filed);
        if (others is > 0 and < Fewest && lines.Count > 0)
        {
            others += lines[^1].Sums.Filed;
            lines.RemoveAt(lines.Count - 1);
        }

        return (lines, others);
    }

    /// <summary>A delay that is of enough requests to be shown.</summary>
    public static DelayFigures? Shown(DelayFigures? delay) => delay?.Count >= Fewest ? delay : null;
}
