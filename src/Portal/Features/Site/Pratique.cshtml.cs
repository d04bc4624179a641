using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Delais;
using Beffroi.Web.Hosting;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Site;

/// <summary>How to come to the town hall: hours of each day, next public holidays, address, services.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class PratiqueModel(PortalDb db, CommuneDirectory directory, TimeProvider time) : PageModel
{
    private const int HolidaysAhead = 60;

    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>The hours.</summary>
    public Opening Opening { get; private set; } = null!;

    /// <summary>Whether the town hall is open.</summary>
    public OpeningNow? Now { get; private set; }

    /// <summary>The day in Paris.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>The public holidays of the next two months on which the town hall would otherwise open.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; private set; } = [];

    /// <summary>The services of the town hall.</summary>
    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>Reads the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        Today = FrenchDates.DayOf(now);
        Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
        var calendar = LegalCalendar.OfDepartement(Commune.DepartementCode);
        var hours = await db.OpeningHours.ToListAsync(cancellationToken);
        Opening = new Opening(hours, calendar);
        Now = Opening.At(now);
        Services = await db.Services.OrderBy(service => service.Rang).ToListAsync(cancellationToken);
        Holidays = [.. Enumerable.Range(0, HolidaysAhead).Select(Today.AddDays)
            .Where(day => calendar.IsHoliday(day) && hours.Exists(row => row.Day == day.DayOfWeek))];
        SiteCache.ExpireAt(HttpContext, Now?.ChangesAt);
        SiteCache.ExpireAt(HttpContext, Opening.NextMidnight(now));
    }
}
