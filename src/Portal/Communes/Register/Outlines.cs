using System.Globalization;
using System.Text;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace Beffroi.Portal.Communes.Register;

/// <summary>The outline of a commune as the <c>d</c> attribute of an SVG path.</summary>
/// <param name="Limits">The same in degrees, as <see cref="CommuneLimits"/> writes them, for maps that zoom.</param>
public sealed record Outline(string Insee, string Name, string Path, string Limits);

/// <summary>A feature that was not kept, counted from 1, with a French sentence that says how to mend it.</summary>
public sealed record RejectedOutline(int Feature, string Reason);

/// <summary>The outlines of a syndicate's communes, simplified together so that neighbours keep their common border, in one SVG frame.</summary>
/// <param name="Projection">The frame, which <see cref="DepartementMap.Of"/> takes to put points over the outlines.</param>
public sealed record Outlines(MapProjection Projection, IReadOnlyList<Outline> Communes, IReadOnlyList<RejectedOutline> Rejected)
{
    /// <summary>Reads a GeoJSON FeatureCollection (RFC 7946) whose features have the property <c>insee</c> and a Polygon or a MultiPolygon.</summary>
    /// <param name="tolerance">How far a simplified line may stray, in SVG units of a drawing 1000 wide.</param>
    /// <remarks>At most 20 MB, 2 000 features and 500 000 points. Errors: <see cref="UnreadableFileException"/>.</remarks>
    public static Outlines Read(Stream geojson, CommuneRegister register, double tolerance = 1)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        var (features, rejected) = OutlineFile.Read(geojson, register);
        var frame = MapProjection.Around(features.SelectMany(f => f.Polygons).SelectMany(p => p[0]));
        var shapes = features.Select(f => Shape(f, frame)).ToArray();
        var simplified = Simplify(shapes, tolerance);
        var outlines = new List<Outline>(features.Count);
        for (var i = 0; i < features.Count; i++)
        {
            // An islet smaller than the tolerance may vanish; a commune never does.
            var path = PathOf(simplified[i]);
            outlines.Add(new(features[i].Commune.Insee, features[i].Commune.Name, path.Length > 0 ? path : PathOf(shapes[i]), CommuneLimits.Write(features[i].Polygons)));
        }

        return new(frame, outlines, rejected);
    }

    private static Geometry Shape(OutlineFeature feature, MapProjection frame)
    {
        var factory = GeometryFactory.Floating;
        var polygons = feature.Polygons.Select(rings =>
        {
            var projected = rings.Select(ring => factory.CreateLinearRing([.. ring.Select(place => Projected(place, frame))])).ToArray();
            return factory.CreatePolygon(projected[0], projected[1..]);
        }).ToArray();
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    private static Coordinate Projected((double Latitude, double Longitude) place, MapProjection frame)
    {
        var (x, y) = frame.Project(place.Latitude, place.Longitude);
        return new(x, y);
    }

    // Outlines that overlap or cross themselves are no coverage: they are drawn as they came.
    private static Geometry[] Simplify(Geometry[] shapes, double tolerance)
    {
        try
        {
            return shapes.Length == 0 || tolerance == 0 ? shapes : CoverageSimplifier.Simplify(shapes, tolerance);
        }
        catch (Exception e) when (e is TopologyException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return shapes;
        }
    }

    private static string PathOf(Geometry shape)
    {
        var path = new StringBuilder();
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (shape.GetGeometryN(i) is Polygon { IsEmpty: false } polygon)
            {
                Append(path, polygon.ExteriorRing);
                foreach (var hole in polygon.InteriorRings)
                {
                    Append(path, hole);
                }
            }
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, LineString ring)
    {
        // The last point is the first: Z closes the ring.
        for (var i = 0; i < ring.NumPoints - 1; i++)
        {
            var point = ring.GetCoordinateN(i);
            path.Append(i == 0 ? 'M' : ' ').Append(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}");
        }

        path.Append('Z');
    }
}
