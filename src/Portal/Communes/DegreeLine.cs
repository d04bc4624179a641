using System.Text.Json;

namespace Beffroi.Portal.Communes;

/// <summary>How maps write places: degrees (WGS 84) times 100 000, about a metre; in a line, the first place and then the differences.</summary>
public static class DegreeLine
{
    /// <summary>The parts of a degree.</summary>
    public const int Parts = 100_000;

    /// <summary>A latitude or a longitude in parts.</summary>
    public static int Of(double degrees) => (int)Math.Round(degrees * Parts);

    /// <summary>A line as a JSON array: longitude and latitude of its first place, then how far each next one is.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<(double Latitude, double Longitude)> places)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(places);
        var (x, y) = (0, 0);
        json.WriteStartArray();
        foreach (var (latitude, longitude) in places)
        {
            var (nextX, nextY) = (Of(longitude), Of(latitude));
            json.WriteNumberValue(nextX - x);
            json.WriteNumberValue(nextY - y);
            (x, y) = (nextX, nextY);
        }

        json.WriteEndArray();
    }
}
