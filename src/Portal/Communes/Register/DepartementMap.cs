namespace Beffroi.Portal.Communes.Register;

/// <summary>A commune's place on a drawing, in SVG units.</summary>
public sealed record MapPoint(RegisterCommune Commune, double X, double Y);

/// <summary>The communes of a syndicate as points of an SVG drawing, from the register's coordinates. Source to show: IGN (Licence Ouverte 2.0).</summary>
/// <param name="Missing">Communes without coordinates: list them beside the drawing.</param>
public sealed record DepartementMap(MapProjection Projection, IReadOnlyList<MapPoint> Points, IReadOnlyList<RegisterCommune> Missing)
{
    /// <summary>Draws these communes, in their own frame or in that of outlines already read.</summary>
    public static DepartementMap Of(IReadOnlyCollection<RegisterCommune> communes, MapProjection? frame = null)
    {
        ArgumentNullException.ThrowIfNull(communes);
        var placed = communes.Where(c => c.Latitude is not null && c.Longitude is not null).ToList();
        var projection = frame ?? MapProjection.Around(placed.Select(c => (c.Latitude!.Value, c.Longitude!.Value)));
        var points = placed.ConvertAll(c =>
        {
            var (x, y) = projection.Project(c.Latitude!.Value, c.Longitude!.Value);
            return new MapPoint(c, x, y);
        });
        return new(projection, points, [.. communes.Except(placed)]);
    }
}
