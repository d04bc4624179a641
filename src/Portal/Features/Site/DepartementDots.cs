using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Site;

/// <summary>The communes of a département as dots of one SVG path. Source to show: IGN (Licence Ouverte 2.0).</summary>
/// <param name="Path">Segments without length: round caps make the dots.</param>
public sealed record DotMap(MapProjection Projection, string Path);

/// <summary>The dot maps of départements, drawn once each.</summary>
public sealed class DepartementDots(CommuneRegister register)
{
    private readonly ConcurrentDictionary<string, DotMap> _maps = new(StringComparer.Ordinal);

    /// <summary>The map of a département or of several, by their codes.</summary>
    public DotMap Of(params IReadOnlyList<string> departements) =>
        _maps.GetOrAdd(string.Join(',', departements), _ => Draw([.. departements.SelectMany(code => register.Departement(code))]));

    /// <summary>The place of a commune on its département's map; null where the register has no coordinates.</summary>
    public static (double X, double Y)? Place(Commune commune, DotMap map) =>
        commune is { Latitude: { } latitude, Longitude: { } longitude } ? map.Projection.Project(latitude, longitude) : null;

    private static DotMap Draw(List<RegisterCommune> communes)
    {
        var map = DepartementMap.Of(communes);
        var path = new StringBuilder();
        foreach (var point in map.Points)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{point.X:0} {point.Y:0}h0");
        }

        return new DotMap(map.Projection, path.ToString());
    }
}
