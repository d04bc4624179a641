using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Site;

/// <summary>The legal notices of a commune's site (LCEN, article 1-1): publisher, director of publication, host; what the town hall has not given yet is said.</summary>
[OnHost(HostKind.Commune)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class MentionsLegalesModel(CommuneDirectory directory, CommuneRegister register) : PageModel
{
    /// <summary>What stands where the town hall has given nothing.</summary>
    public const string ForTownHall = "à compléter par la mairie";

    /// <summary>What stands where the syndicate has given nothing.</summary>
    public const string ForSyndicat = "à compléter par le syndicat";

    /// <summary>The commune.</summary>
    public Commune Commune { get; private set; } = null!;

    /// <summary>The host of the site.</summary>
    public Communes.Syndicat? Syndicat => directory.Syndicat;

    /// <summary>The day that the register describes.</summary>
    public DateOnly Edition => DateOnly.ParseExact(register.Edition, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads the page.</summary>
    public void OnGet() => Commune = directory.Find(HttpContext.GetSiteHost().CommuneId)!;
}
