using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace Beffroi.Portal.Communes;

/// <summary>The limits of a commune in degrees, kept as text: a JSON list of rings, each as <see cref="DegreeLine"/> writes lines.</summary>
public static class CommuneLimits
{
    /// <summary>The most places that limits hold: more are made simpler.</summary>
    public const int MostPoints = 2_000;

    // Degrees that a simpler line may stray at first: about two metres.
    private const double Tolerance = 0.00002;

    /// <summary>Writes polygons, each an outer ring then its holes.</summary>
    public static string Write(IEnumerable<IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>>> polygons)
    {
        var rings = polygons.SelectMany(polygon => polygon).Select(ring => ring.Select(place => new Coordinate(place.Longitude, place.Latitude)).ToArray()).ToList();
        for (var tolerance = Tolerance; rings.Sum(ring => ring.Length) > MostPoints && tolerance < 1; tolerance *= 2)
        {
            // A ring of three places is one that has vanished.
            rings = rings.ConvertAll(ring => DouglasPeuckerLineSimplifier.Simplify(ring, tolerance)).FindAll(ring => ring.Length > 3);
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var ring in rings)
            {
                DegreeLine.Write(json, ring.Select(place => (place.Y, place.X)));
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Reads what <see cref="Write"/> wrote; nothing without limits.</summary>
    public static IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Read(string? text) =>
        string.IsNullOrEmpty(text) ? [] : [.. JsonSerializer.Deserialize<int[][]>(text)!.Select(Places)];

    private static List<(double Latitude, double Longitude)> Places(int[] ring)
    {
        var (x, y) = (0, 0);
        var places = new List<(double, double)>(ring.Length / 2);
        for (var at = 0; at + 1 < ring.Length; at += 2)
        {
            (x, y) = (x + ring[at], y + ring[at + 1]);
            places.Add((y / (double)DegreeLine.Parts, x / (double)DegreeLine.Parts));
        }

        return places;
    }
}
