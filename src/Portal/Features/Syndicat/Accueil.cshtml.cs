using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Site;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Beffroi.Portal.Features.Syndicat;

/// <summary>The syndicate's home: find your commune by name, by postcode, on the map, in the list. Before set-up it says what to do.</summary>
[OnHost(HostKind.Syndicat)]
[OutputCache(PolicyName = PublicCachePolicy.Name)]
public sealed class AccueilModel(CommuneDirectory directory) : PageModel
{
    /// <summary>What is searched.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The syndicate; null before set-up.</summary>
    public Communes.Syndicat? Syndicat => directory.Syndicat;

    /// <summary>Every member.</summary>
    public IReadOnlyList<Commune> Communes => directory.All;

    /// <summary>The communes that answer the search; null when nothing was asked.</summary>
    public IReadOnlyList<Commune>? Found { get; private set; }

    /// <summary>The members by the first letter of their name, the article left aside as in a directory.</summary>
    public IEnumerable<IGrouping<char, Commune>> Letters =>
        Communes.Select(commune => (commune, name: BareName(commune))).OrderBy(pair => pair.name, StringComparer.Ordinal)
            .GroupBy(pair => char.ToUpperInvariant(pair.name[0]), pair => pair.commune);

    /// <summary>The address of a commune's site.</summary>
    public string UrlOf(Commune commune) => directory.UrlOf(commune, "/");

    /// <summary>Reads the page.</summary>
    public void OnGet()
    {
        var search = new SiteSearch(Query);
        Query = search.Text;
        if (!search.IsEmpty)
        {
            Found = [.. Communes
                .Select(commune => (commune, rank: search.Rank(commune.Nom, $"{commune.CodesPostaux} {commune.Insee}")))
                .Where(pair => pair.rank > 0)
                .OrderByDescending(pair => FoldedName.ForSearch(pair.commune.Nom) == FoldedName.ForSearch(search.Text))
                .ThenByDescending(pair => pair.rank)
                .Select(pair => pair.commune)];
        }
    }

    private static string BareName(Commune commune)
    {
        var name = FoldedName.Of(commune.Nom);
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return commune.Liaison is not (Liaison.De or Liaison.D) && space > 0 ? name[(space + 1)..] : name;
    }
}
